// The table of compositions, and the arithmetic of Hangul.
#include "apps/chat/decomposition.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "apps/chat/unicode.hpp"

namespace chatlab {
namespace {

// Each character of `composed` is the one of `letters` at the same position, with the mark. The
// letter may have a mark already. From UnicodeData.txt.
struct Compositions {
  char32_t mark;
  std::u32string_view letters;
  std::u32string_view composed;
};

constexpr Compositions all_compositions[] = {
    // clang-format off
    // grave accent
    {0x0300,
     U"AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩαεηιουωΑΕΗ\u1FBFϊΙ"
     U"\u1FFEϋΥ\u00A8ΟΩ",
     U"ÀÈÌÒÙàèìòùǛǜǸǹЀЍѐѝḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳἂἃἊἋἒἓἚἛἢἣἪἫἲἳἺἻὂὃὊὋὒὓὛὢὣὪὫὰὲὴὶὸὺὼᾺῈῊ\u1FCDῒῚ"
     U"\u1FDDῢῪ\u1FEDῸῺ"},
    // acute accent
    {0x0301,
     U"AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø\u00A8ΑΕΗΙΟΥΩϊαεηιϋουωϒГКгкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔ"
     U"ôƠơƯưἀἁἈἉἐἑἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩ\u1FBF\u1FFE",
     U"ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿ\u0385ΆΈΉΊΌΎΏΐάέήίΰόύώϓЃЌѓќḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐ"
     U"ốỚớỨứἄἅἌἍἔἕἜἝἤἥἬἭἴἵἼἽὄὅὌὍὔὕὝὤὥὬὭ\u1FCE\u1FDE"},
    // circumflex accent
    {0x0302,
     U"AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ",
     U"ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"},
    // tilde
    {0x0303,
     U"ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy",
     U"ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"},
    // macron
    {0x0304,
     U"AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ",
     U"ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳӢӣӮӯḠḡḸḹṜṝᾱᾹῑῙῡῩ"},
    // breve
    {0x0306,
     U"AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ",
     U"ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗḜḝẶặᾰᾸῐῘῠῨ"},
    // dot above
    {0x0307,
     U"CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ",
     U"ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"},
    // diaeresis
    {0x0308,
     U"AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõŪūWwXxt",
     U"ÄËÏÖÜäëïöüÿŸΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹḦḧṎṏṺṻẄẅẌẍẗ"},
    // hook above
    {0x0309,
     U"AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy",
     U"ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"},
    // ring above
    {0x030A,
     U"AaUuwy",
     U"ÅåŮůẘẙ"},
    // double acute accent
    {0x030B,
     U"OoUuУу",
     U"ŐőŰűӲӳ"},
    // caron
    {0x030C,
     U"CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh",
     U"ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"},
    // double grave accent
    {0x030F,
     U"AaEeIiOoRrUuѴѵ",
     U"ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"},
    // inverted breve
    {0x0311,
     U"AaEeIiOoRrUu",
     U"ȂȃȆȇȊȋȎȏȒȓȖȗ"},
    // comma above
    {0x0313,
     U"αΑεΕηΗιΙοΟυωΩρ",
     U"ἀἈἐἘἠἨἰἸὀὈὐὠὨῤ"},
    // reversed comma above
    {0x0314,
     U"αΑεΕηΗιΙοΟυΥωΩρΡ",
     U"ἁἉἑἙἡἩἱἹὁὉὑὙὡὩῥῬ"},
    // horn
    {0x031B,
     U"OoUu",
     U"ƠơƯư"},
    // dot below
    {0x0323,
     U"BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy",
     U"ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"},
    // diaeresis below
    {0x0324,
     U"Uu",
     U"Ṳṳ"},
    // ring below
    {0x0325,
     U"Aa",
     U"Ḁḁ"},
    // comma below
    {0x0326,
     U"SsTt",
     U"ȘșȚț"},
    // cedilla
    {0x0327,
     U"CcGgKkLlNnRrSsTtEeDdHh",
     U"ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"},
    // ogonek
    {0x0328,
     U"AaEeIiUuOo",
     U"ĄąĘęĮįŲųǪǫ"},
    // circumflex accent below
    {0x032D,
     U"DdEeLlNnTtUu",
     U"ḒḓḘḙḼḽṊṋṰṱṶṷ"},
    // breve below
    {0x032E,
     U"Hh",
     U"Ḫḫ"},
    // tilde below
    {0x0330,
     U"EeIiUu",
     U"ḚḛḬḭṴṵ"},
    // macron below
    {0x0331,
     U"BbDdKkLlNnRrTtZzh",
     U"ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"},
    // greek perispomeni
    {0x0342,
     U"ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩα\u00A8η\u1FBFιϊ\u1FFEυϋω",
     U"ἆἇἎἏἦἧἮἯἶἷἾἿὖὗὟὦὧὮὯᾶ\u1FC1ῆ\u1FCFῖῗ\u1FDFῦῧῶ"},
    // greek ypogegrammeni
    {0x0345,
     U"ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὰαάᾶΑὴηήῆΗὼωώῶΩ",
     U"ᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯᾲᾳᾴᾷᾼῂῃῄῇῌῲῳῴῷῼ"},
    // arabic maddah above
    {0x0653,
     U"\u0627",
     U"\u0622"},
    // arabic hamza above
    {0x0654,
     U"\u0627\u0648\u064A\u06D5\u06C1\u06D2",
     U"\u0623\u0624\u0626\u06C0\u06C2\u06D3"},
    // arabic hamza below
    {0x0655,
     U"\u0627",
     U"\u0625"},
    // voiced sound mark
    {0x3099,
     U"かきくけこさしすせそたちつてとはひふへほう\u309Dカキクケコサシスセソタチツテトハヒフヘホウワヰヱヲ\u30FD",
     U"がぎぐげござじずぜぞだぢづでどばびぶべぼゔ\u309Eガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヸヹヺ\u30FE"},
    // semi-voiced sound mark
    {0x309A,
     U"はひふへほハヒフヘホ",
     U"ぱぴぷぺぽパピプペポ"},
    // none: characters that are another one by a second number
    {0x0000,
     U"\u02B9;\u00B7\u03AC\u03AD\u03AE\u03AF\u03CC\u03CD\u03CE\u0386\u03B9\u0388\u0389"
     U"\u0390\u038A\u03B0\u038E\u0385`\u038C\u038F\u00B4\u03A9K\u00C5",
     U"\u0374\u037E\u0387\u1F71\u1F73\u1F75\u1F77\u1F79\u1F7B\u1F7D\u1FBB\u1FBE\u1FC9\u1FCB"
     U"\u1FD3\u1FDB\u1FE3\u1FEB\u1FEE\u1FEF\u1FF9\u1FFB\u1FFD\u2126\u212A\u212B"},
    // clang-format on
};

constexpr bool are_complete() {
  for (const Compositions& row : all_compositions) {
    if (row.letters.size() != row.composed.size()) return false;
  }
  return true;
}
static_assert(are_complete(), "each composed character has a letter");

// Unicode chapter 3.12: a syllable is one of 19 leading consonants, one of 21 vowels, and none or
// one of 27 trailing consonants.
constexpr char32_t first_syllable = 0xAC00;
constexpr char32_t last_syllable = 0xD7A3;
constexpr char32_t vowels = 21;
constexpr char32_t trailing = 28;

void append_syllable(std::u32string& text, char32_t code_point) {
  const char32_t number = code_point - first_syllable;
  text += 0x1100 + number / (vowels * trailing);
  text += 0x1161 + number / trailing % vowels;
  if (number % trailing > 0) text += 0x11A7 + number % trailing;
}

}  // namespace

void append_decomposed(std::u32string& text, char32_t code_point) {
  constexpr char32_t first_composed = 0xC0;
  if (code_point < first_composed) {
    text += code_point;
    return;
  }
  if (code_point >= first_syllable && code_point <= last_syllable) {
    return append_syllable(text, code_point);
  }
  for (const Compositions& row : all_compositions) {
    const std::size_t position = row.composed.find(code_point);
    if (position == std::u32string_view::npos) continue;
    append_decomposed(text, row.letters[position]);
    if (row.mark != 0) text += row.mark;
    return;
  }
  text += code_point;
}

void sort_marks(std::u32string& text) {
  for (auto begin = text.begin(); begin != text.end();) {
    begin = std::find_if(begin, text.end(), is_mark);
    const auto end = std::find_if_not(begin, text.end(), is_mark);
    std::sort(begin, end);
    begin = end;
  }
}

}  // namespace chatlab
