// Functions are found by their names, however they are written, and cut so that the rest compiles.
#include "tests/labs/machinery/cut.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/labs/machinery/definitions.hpp"
#include "tests/labs/machinery/source_mask.hpp"

namespace chatlab::cut_test {
namespace {

using namespace labs;

std::vector<std::string> names_in(const std::string& source) {
  std::vector<std::string> names;
  for (const Definition& definition : find_definitions(mask(source)))
    names.push_back(definition.name);
  return names;
}

using Names = std::vector<std::string>;

TEST(Mask, BlanksWhatOnlyLooksLikeCode) {
  EXPECT_EQ(mask("a // }\nb"), "a     \nb");
  EXPECT_EQ(mask("a /* {\n } */ b"), "a     \n      b");
  EXPECT_EQ(mask("f(\"}\\\"{\", '{')"), "f(      ,    )");
  EXPECT_EQ(mask("f(R\"x(})\" {)x\")"), "f(            )");
  EXPECT_EQ(mask("1'000 + 2'000 {"), "1'000 + 2'000 {");
  EXPECT_EQ(mask("#define A { \\\n  {\n}"), "             \n   \n}");
}

TEST(FindDefinitions, FindsFunctionsInNamespacesAndClasses) {
  EXPECT_EQ(names_in("namespace a { namespace { int f() { return 1; } } }"), Names{"f"});
  EXPECT_EQ(names_in("class A : public B { public: int f() const override { return g(); } };"),
            Names{"A::f"});
  EXPECT_EQ(names_in("A::Found A::next(int x) { if (f(x)) { g(); } }"), Names{"A::next"});
  EXPECT_EQ(names_in("struct A { struct B { void f() {} }; void g(); };"), Names{"A::B::f"});
  EXPECT_EQ(names_in("template <typename T> void f(T t) { t(); }"), Names{"f"});
}

TEST(FindDefinitions, LeavesOutDeclarationsCallsVariablesAndEnums) {
  EXPECT_EQ(
      names_in("int f(); int x = f(); int y{2}; enum class E { a, b }; const int z[] = {f()};"),
      Names{});
  EXPECT_EQ(names_in("class A { int a_{1}; std::function<void()> b_{}; void f(); };"), Names{});
}

TEST(FindDefinitions, FindsConstructorsBehindTheirInitializers) {
  const std::string source = "A::A(int x) : B(x), a_{x}, b_(x) { run(); }";
  const auto found = find_definitions(source);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].name, "A::A");
  EXPECT_EQ(found[0].open, source.find("{ run"));
}

TEST(FindDefinitions, KnowsTheNamesOfParameters) {
  const auto found = find_definitions(
      "void f(int a, const std::string& b, std::pair<int, int> c, Handle, const Timer&, unsigned "
      "long, bool d = g(1, 2)) {}");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].parameters, (Names{"a", "b", "c", "d"}));
}

TEST(CutFunction, PutsTheTaskAndACallInPlaceOfTheBody) {
  EXPECT_EQ(
      cut_function(
          "int before();\n\n// How it works.\nint A::f(int x) {\n  return x;\n}\n\nint g() {}\n",
          {"a.cpp", "A::f", "Return x."}),
      "int before();\n\nint A::f(int x) {\n  // To do: Return x.\n"
      "  not_written_yet(\"A::f (a.cpp)\", x);\n}\n\nint g() {}\n");
}

TEST(CutFunction, KeepsContractsHeadingsAndInitializers) {
  const std::string source = "// ----- output\n\n/// Sends.\nA::A(int x) : x_(x) { run(); }\n";
  EXPECT_EQ(cut_function(source, {"a.cpp", "A::A", "Run."}),
            "// ----- output\n\n/// Sends.\nA::A(int x) : x_(x) {\n  // To do: Run.\n"
            "  not_written_yet(\"A::A (a.cpp)\", x);\n}\n");
}

TEST(CutFunction, RefusesWhatIsNotFoundAmbiguousOrADestructor) {
  const std::string source = "void f(int) {}\nvoid f(char) {}\nA::~A() {}\n";
  EXPECT_THROW(cut_function(source, {"a.cpp", "g", ""}), std::runtime_error);
  EXPECT_THROW(cut_function(source, {"a.cpp", "f", ""}), std::runtime_error);
  EXPECT_THROW(cut_function(source, {"a.cpp", "f#3", ""}), std::runtime_error);
  EXPECT_THROW(cut_function(source, {"a.cpp", "A::~A", ""}), std::runtime_error);
  const std::string second = cut_function(source, {"a.cpp", "f#2", ""});
  EXPECT_EQ(second.substr(0, second.find('\n')), "void f(int) {}");
}

TEST(CutFunction, WrapsWhatIsLongerThanALine) {
  const std::string name(60, 'n');
  const std::string result =
      cut_function("void " + name + "(int first, int second, int third) {}",
                   {"some/folder/file.cpp", name, std::string(99, 'x') + " y"});
  EXPECT_NE(result.find("cpp)\",\n                  first, second, third);"), std::string::npos)
      << result;
}

TEST(GuardFunction, KeepsTheBodyBehindAQuestion) {
  const std::string source = "A::A(int x) : x_{x} { run(); }\nvoid f() {}\nvoid f(int) {}\n";
  EXPECT_EQ(guard_function(source, {"a.cpp", "A::A", "Run."}),
            "A::A(int x) : x_{x} { not_written_if(\"A::A\", \"A::A (a.cpp)\"); run(); }\n"
            "void f() {}\nvoid f(int) {}\n");
  EXPECT_EQ(guard_function(source, {"a.cpp", "f#2", "Nothing."}),
            "A::A(int x) : x_{x} { run(); }\nvoid f() {}\n"
            "void f(int) { not_written_if(\"f#2\", \"f (a.cpp)\");}\n");
  EXPECT_THROW(guard_function(source, {"a.cpp", "f", "Nothing."}), std::runtime_error);
}

TEST(WithInclude, AddsTheIncludeBehindTheLastOne) {
  const std::string once =
      with_student_include("#include \"a.hpp\"\n\n#include <vector>\n\nint x;\n");
  EXPECT_EQ(once,
            "#include \"a.hpp\"\n\n#include <vector>\n\n#include "
            "\"tests/labs/not_written_yet.hpp\"\n\nint x;\n");
  EXPECT_EQ(with_student_include(once), once);
}

TEST(ReadCuts, ReadsFileFunctionAndTask) {
  const std::vector<Cut> cuts =
      read_cuts("# about\ncut a.cpp A::f\n    Do this,\n    then that.\nsource a.cpp\n  no task\n");
  ASSERT_EQ(cuts.size(), 1u);
  EXPECT_EQ(cuts[0].file, "a.cpp");
  EXPECT_EQ(cuts[0].function, "A::f");
  EXPECT_NE(cuts[0].task.find("Do this,    then that."), std::string::npos);
}

}  // namespace
}  // namespace chatlab::cut_test
