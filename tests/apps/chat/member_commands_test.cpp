#include "apps/chat/member_commands.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <string_view>

#include "tests/support/recording_member.hpp"

namespace chatlab::member_commands_test {
namespace {

// Ann, Bob and Ann Lee are members; what they received while joining is forgotten.
class TheMemberCommands : public testing::Test {
 protected:
  TheMemberCommands() {
    room.join(ann, "Ann");
    room.join(bob, "Bob");
    room.join(ann_lee, "Ann Lee");
    forget();
  }
  ~TheMemberCommands() override { empty(room); }

  void forget() {
    for (RecordingMember* member : {&ann, &bob, &ann_lee}) member->heard.clear();
  }

  // What Bob alone receives after he has sent `text`.
  Lines answer(std::string_view text) {
    commands.dispatch(bob, text);
    EXPECT_EQ(ann.news(), Lines{}) << text;
    EXPECT_EQ(ann_lee.news(), Lines{}) << text;
    return bob.news();
  }

  // What all others receive after Bob has sent `text`.
  Lines told_to_all(std::string_view text) {
    commands.dispatch(bob, text);
    EXPECT_EQ(bob.news(), Lines{}) << text;
    const Lines told = ann.news();
    EXPECT_EQ(ann_lee.news(), told) << text;
    return told;
  }

  Room room{1000};
  MemberCommands commands{room};
  RecordingMember ann, bob, ann_lee;
  std::deque<RecordingMember> crowd;
};

// ----------------------------------------------------------------------------------------- talking

TEST_F(TheMemberCommands, SendTextWithoutASlashToAll) {
  for (const std::string text : {"hello", " /who", "and/or", "who"}) {
    EXPECT_EQ(told_to_all(text), Lines{"Bob > " + text});
  }
}

TEST_F(TheMemberCommands, SendOneSlashForTwo) {
  EXPECT_EQ(told_to_all("//who"), Lines{"Bob > /who"});
  EXPECT_EQ(told_to_all("//"), Lines{"Bob > /"});
  EXPECT_EQ(told_to_all("///etc"), Lines{"Bob > //etc"});
}

TEST_F(TheMemberCommands, IgnoreEmptyText) {
  EXPECT_EQ(told_to_all(""), Lines{});
}

// -------------------------------------------------------------------------------------------- /who

TEST_F(TheMemberCommands, ListTheMembersInTheOrderOfJoining) {
  EXPECT_EQ(answer("/who"), Lines{"Server > 3 here: Ann, Bob, Ann Lee"});
}

TEST_F(TheMemberCommands, ListAMemberThatIsAlone) {
  room.leave(ann, Departure::by_own_word);
  room.leave(ann_lee, Departure::by_own_word);
  forget();
  EXPECT_EQ(answer("/who"), Lines{"Server > 1 here: Bob"});
}

TEST_F(TheMemberCommands, ListAHundredNamesAndSayWhetherThereAreMore) {
  std::string names = "Ann, Bob, Ann Lee";
  const auto join_one = [&] {
    const std::string name = "member " + std::to_string(crowd.size());
    room.join(crowd.emplace_back(), name);
    return name;
  };
  while (room.members().size() < 100) names += ", " + join_one();
  forget();
  EXPECT_EQ(answer("/who"), Lines{"Server > 100 here: " + names});

  join_one();
  forget();
  EXPECT_EQ(answer("/who"), Lines{"Server > 101 here: " + names + " and more"});
}

// -------------------------------------------------------------------------------------------- /msg

TEST_F(TheMemberCommands, TellAPrivateMessageToItsRecipientAlone) {
  commands.dispatch(bob, "/msg Ann hello there");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private) hello there"});
  EXPECT_EQ(bob.news(), Lines{});
  EXPECT_EQ(ann_lee.news(), Lines{});
}

TEST_F(TheMemberCommands, FindTheRecipientInAnyCase) {
  commands.dispatch(bob, "/msg aNN hello");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private) hello"});
}

TEST_F(TheMemberCommands, ReadTheLongestMatchingNameAsTheRecipient) {
  commands.dispatch(bob, "/msg Ann Lee hello");
  EXPECT_EQ(ann_lee.news(), Lines{"Bob > (private) hello"});
  EXPECT_EQ(ann.news(), Lines{});
  commands.dispatch(bob, "/msg Ann Leeds is far");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private) Leeds is far"});
  EXPECT_EQ(ann_lee.news(), Lines{});
}

TEST_F(TheMemberCommands, FindARecipientWithTheLongestNameThereCanBe) {
  std::string name;
  for (int i = 0; i < 32; ++i) name += "\xF0\x9F\x99\x82";
  RecordingMember& smiler = crowd.emplace_back();
  room.join(smiler, name);
  smiler.heard.clear();
  commands.dispatch(bob, "/msg " + name + " hello");
  EXPECT_EQ(smiler.news(), Lines{"Bob > (private) hello"});
}

TEST_F(TheMemberCommands, FindARecipientByItsAddress) {
  RecordingMember& stranger = crowd.emplace_back();
  room.join_as_address(stranger, "[2001:db8::1]:5555");
  stranger.heard.clear();
  commands.dispatch(bob, "/msg [2001:db8::1]:5555 hello");
  EXPECT_EQ(stranger.news(), Lines{"Bob > (private) hello"});
}

TEST_F(TheMemberCommands, KeepTheSpacesOfAPrivateMessage) {
  commands.dispatch(bob, "/msg Ann   a  b ");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private)   a  b "});
}

TEST_F(TheMemberCommands, CleanAPrivateMessage) {
  commands.dispatch(bob, "/msg Ann \33[2Jb\xFFo");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private) [2Jb\xEF\xBF\xBDo"});
}

TEST_F(TheMemberCommands, SkipSpacesBeforeTheRecipient) {
  commands.dispatch(bob, "/msg   Ann hello");
  EXPECT_EQ(ann.news(), Lines{"Bob > (private) hello"});
}

TEST_F(TheMemberCommands, AskForTheTextOfAPrivateMessage) {
  for (const char* text : {"/msg Ann", "/msg Ann ", "/msg Ann   "}) {
    EXPECT_EQ(answer(text), Lines{"Server > Say what? /msg NAME TEXT"});
  }
  EXPECT_EQ(ann.news(), Lines{});
}

TEST_F(TheMemberCommands, SayThatNoMemberHasTheName) {
  for (const char* text :
       {"/msg", "/msg ", "/msg An", "/msg Dora hello", "/msg Annhello", "/msg Server hello"}) {
    EXPECT_EQ(answer(text), Lines{"Server > No member has this name: /msg NAME TEXT, see /who"});
  }
  EXPECT_EQ(answer("/msg " + std::string(1000, 'x') + " Ann hello").size(), 1u);
}

TEST_F(TheMemberCommands, DoNotFindAMemberThatLeft) {
  room.leave(ann, Departure::by_own_word);
  forget();
  EXPECT_EQ(answer("/msg Ann hello"),
            Lines{"Server > No member has this name: /msg NAME TEXT, see /who"});
}

TEST_F(TheMemberCommands, DeliverNoMessageToItsOwnSender) {
  EXPECT_EQ(answer("/msg bob hello"), Lines{"Server > That is you"});
}

TEST_F(TheMemberCommands, ShowTheObserverNothing) {
  RecordingObserver observer;
  room.observe(&observer);
  commands.dispatch(bob, "/msg Ann hello");
  commands.dispatch(bob, "/who");
  EXPECT_EQ(observer.seen, Lines{});
}

// -------------------------------------------------------------------------------- /help and others

TEST_F(TheMemberCommands, ExplainThemselves) {
  const Lines help = answer("/help");
  ASSERT_EQ(help.size(), 1u);
  for (const char* form : {"Server > ", "/who", "/msg NAME TEXT", "//TEXT"}) {
    EXPECT_NE(help[0].find(form), std::string::npos) << form;
  }
}

TEST_F(TheMemberCommands, SayWhichCommandTheyDoNotKnow) {
  for (const std::string command : {"/dance", "/WHO", "/whoever", "/msgAnn", "/"}) {
    EXPECT_EQ(answer(command), Lines{"Server > No such command: " + command + ", see /help"});
    EXPECT_EQ(answer(command + " Ann hello"),
              Lines{"Server > No such command: " + command + ", see /help"});
  }
}

TEST_F(TheMemberCommands, CleanTheCommandTheyDoNotKnow) {
  EXPECT_EQ(answer("/\33[2J\xFF"), Lines{"Server > No such command: /[2J\xEF\xBF\xBD, see /help"});
}

TEST_F(TheMemberCommands, DoNothingForAMemberThatLeft) {
  room.leave(bob, Departure::by_own_word);
  forget();
  for (const char* text : {"hello", "/who", "/msg Ann hello", "/help", "/dance"}) {
    EXPECT_EQ(answer(text), Lines{}) << text;
  }
}

}  // namespace
}  // namespace chatlab::member_commands_test
