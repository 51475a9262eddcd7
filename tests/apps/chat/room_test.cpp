#include "apps/chat/room.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/recording_member.hpp"

namespace chatlab::room_test {
namespace {

// Ann, Bob and Cid are members; what they received while joining is forgotten. Dora is a stranger.
class TheRoom : public testing::Test {
 protected:
  TheRoom() {
    room.join(ann, "Ann");
    room.join(bob, "Bob");
    room.join(cid, "Cid");
    for (RecordingMember* member : {&ann, &bob, &cid}) {
      member->heard.clear();
      member->numbers.clear();
    }
  }

  ~TheRoom() override { empty(room); }

  // The answer to a new member that asks for `name`.
  std::string answer(std::string_view name) {
    RecordingMember member;
    const std::optional<Refusal> refusal = room.join(member, name);
    room.leave(member, Departure::by_own_word);
    return refusal ? std::string(refusal_text(*refusal)) : "welcome";
  }

  Room room{4};
  RecordingMember ann, bob, cid, dora;
};

// -------------------------------------------------------------------------------- coming and going

TEST_F(TheRoom, WelcomesBeforeAnythingElse) {
  dora.when_told = [](const Event&) { FAIL() << "no member has said anything yet"; };
  EXPECT_EQ(room.join(dora, "Dora"), std::nullopt);
  EXPECT_EQ(dora.news(), Lines{"welcome"});
  EXPECT_TRUE(dora.is_in_room());
  EXPECT_EQ(dora.name(), "Dora");

  dora.when_told = nullptr;
  room.say(ann, "hello");
  EXPECT_EQ(dora.news(), Lines{"Ann > hello"});
}

TEST_F(TheRoom, WelcomesBeforeItDeliversAnswersToTheJoining) {
  ann.when_told = [this](const Event& event) {
    if (event.kind == Event::Kind::joined) room.say(ann, "hi " + event.name);
  };
  room.join(dora, "Dora");
  EXPECT_EQ(dora.news(), (Lines{"welcome", "Ann > hi Dora"}));
  EXPECT_EQ(bob.news(), (Lines{"Dora joined", "Ann > hi Dora"}));
}

TEST_F(TheRoom, TellsAllOthersWhoJoined) {
  room.join(dora, "Dora");
  for (RecordingMember* other : {&ann, &bob, &cid}) EXPECT_EQ(other->news(), Lines{"Dora joined"});
}

TEST_F(TheRoom, TellsAllOthersWhoLeft) {
  room.leave(bob, Departure::by_own_word);
  EXPECT_EQ(ann.news(), Lines{"Bob left"});
  EXPECT_EQ(cid.news(), Lines{"Bob left"});
  EXPECT_EQ(bob.news(), Lines{});
  EXPECT_FALSE(bob.is_in_room());
}

TEST_F(TheRoom, TellsAllOthersWhoLeftUnexpectedly) {
  room.leave(bob, Departure::unexpectedly);
  EXPECT_EQ(ann.news(), Lines{"Bob left unexpectedly"});
  EXPECT_EQ(cid.news(), Lines{"Bob left unexpectedly"});
  EXPECT_EQ(bob.news(), Lines{});
}

TEST_F(TheRoom, AnnouncesInOrderAMemberThatLeavesWhileItIsWelcomed) {
  dora.when_welcomed = [this] {
    room.leave(dora, Departure::unexpectedly);
    EXPECT_EQ(ann.heard, Lines{}) << "the welcome is not complete yet";
  };
  room.join(dora, "Dora");
  for (RecordingMember* other : {&ann, &bob, &cid}) {
    EXPECT_EQ(other->news(), (Lines{"Dora joined", "Dora left unexpectedly"}));
  }
  EXPECT_EQ(dora.news(), Lines{"welcome"});
  EXPECT_EQ(room.find("Dora"), nullptr);
}

TEST_F(TheRoom, AnnouncesOnceThatAMemberLeft) {
  room.leave(bob, Departure::by_own_word);
  room.leave(bob, Departure::unexpectedly);
  EXPECT_EQ(ann.news(), Lines{"Bob left"});
}

TEST_F(TheRoom, DoesNotAnnounceThatAStrangerLeft) {
  room.leave(dora, Departure::by_own_word);
  EXPECT_EQ(ann.news(), Lines{});
}

TEST_F(TheRoom, LetsAMemberComeBackUnderTheSameName) {
  room.leave(bob, Departure::by_own_word);
  EXPECT_EQ(room.join(bob, "Bob"), std::nullopt);
  EXPECT_EQ(bob.news(), Lines{"welcome"});
  EXPECT_EQ(ann.news(), (Lines{"Bob left", "Bob joined"}));
}

TEST_F(TheRoom, GivesTheNameOfAMemberThatLeftToAnother) {
  room.leave(bob, Departure::unexpectedly);
  EXPECT_EQ(room.join(dora, "BOB"), std::nullopt);
  EXPECT_EQ(room.find("bob"), &dora);
  EXPECT_EQ(ann.news(), (Lines{"Bob left unexpectedly", "BOB joined"}));
}

TEST_F(TheRoom, DeliversNothingMoreToAMemberThatLeft) {
  room.leave(bob, Departure::by_own_word);
  room.say(ann, "is he gone?");
  room.say_from_outside("Server", "he is");
  room.join(dora, "Dora");
  EXPECT_EQ(bob.news(), Lines{});
}

TEST_F(TheRoom, RelaysNothingMoreFromAMemberThatLeft) {
  room.leave(bob, Departure::by_own_word);
  ann.heard.clear();
  room.say(bob, "I am still here");
  room.say(dora, "I was never here");
  EXPECT_EQ(ann.news(), Lines{});
}

TEST_F(TheRoom, KnowsItsMembersInTheOrderInWhichTheyJoined) {
  EXPECT_EQ(room.members(), (std::vector<Member*>{&ann, &bob, &cid}));
  room.leave(ann, Departure::by_own_word);
  room.join(ann, "Ann");
  EXPECT_EQ(room.members(), (std::vector<Member*>{&bob, &cid, &ann}));
}

TEST_F(TheRoom, FindsAMemberByItsNameInAnyCase) {
  EXPECT_EQ(room.find("Ann"), &ann);
  EXPECT_EQ(room.find("aNN"), &ann);
  EXPECT_EQ(room.find("Dora"), nullptr);
  EXPECT_EQ(room.find(""), nullptr);
}

// ---------------------------------------------------------------------------------------- refusals

TEST_F(TheRoom, RefusesANameThatDiffersOnlyInAsciiCase) {
  EXPECT_EQ(answer("ANN"), "Username already taken!");
  EXPECT_EQ(answer("bOB"), "Username already taken!");
  EXPECT_EQ(answer("Anna"), "welcome");
}

TEST_F(TheRoom, RefusesANameThatIsNotAllowed) {
  for (const char* name : {"", " Ann", "server", "127.0.0.1:3000", "A\nB", "\xFF"}) {
    EXPECT_EQ(answer(name), "Username not allowed") << name;
  }
}

TEST_F(TheRoom, RefusesAMemberIfItIsFull) {
  EXPECT_EQ(room.join(dora, "Dora"), std::nullopt);
  EXPECT_EQ(answer("Eve"), "The server is full");
  room.leave(ann, Departure::by_own_word);
  EXPECT_EQ(answer("Eve"), "welcome");
}

TEST_F(TheRoom, DoesNotAnnounceARefusedMember) {
  EXPECT_EQ(room.join(dora, "ann"), Refusal::name_taken);
  EXPECT_EQ(ann.news(), Lines{});
  EXPECT_EQ(dora.news(), Lines{});
  EXPECT_FALSE(dora.is_in_room());
  EXPECT_EQ(room.members().size(), 3u);
}

TEST_F(TheRoom, LetsARefusedMemberTryAgain) {
  room.join(dora, "Ann");
  EXPECT_EQ(room.join(dora, "Dora"), std::nullopt);
  EXPECT_EQ(dora.news(), Lines{"welcome"});
}

TEST_F(TheRoom, AcceptsAMemberByItsAddress) {
  EXPECT_EQ(room.join_as_address(dora, "[2001:db8::1]:5555"), std::nullopt);
  room.say(dora, "hello");
  EXPECT_EQ(ann.news(), (Lines{"[2001:db8::1]:5555 joined", "[2001:db8::1]:5555 > hello"}));
}

TEST_F(TheRoom, AcceptsAnAddressOnceAndOnlyIfItIsNotFull) {
  RecordingMember twin;
  EXPECT_EQ(room.join_as_address(dora, "192.0.2.7:5555"), std::nullopt);
  EXPECT_EQ(room.join_as_address(twin, "192.0.2.7:5555"), Refusal::name_taken);
  EXPECT_EQ(room.join_as_address(twin, "192.0.2.7:5556"), Refusal::room_full);
}

// ----------------------------------------------------------------------------------------- talking

TEST_F(TheRoom, TellsAllOthersWhatAMemberSays) {
  room.say(ann, "hello");
  EXPECT_EQ(bob.news(), Lines{"Ann > hello"});
  EXPECT_EQ(cid.news(), Lines{"Ann > hello"});
  EXPECT_EQ(ann.news(), Lines{}) << "the sender does not receive its own message";
}

TEST_F(TheRoom, TellsAllMembersWhatTheOperatorSays) {
  room.say_from_outside("Server", "news");
  for (RecordingMember* member : {&ann, &bob, &cid}) {
    EXPECT_EQ(member->news(), Lines{"Server > news"});
  }
}

TEST_F(TheRoom, RelaysNoTextThatIsEmptyAfterCleaning) {
  room.say(ann, "\r\n");
  room.say_from_outside("Server", "\33\x7F");
  EXPECT_EQ(bob.news(), Lines{});
}

TEST_F(TheRoom, RelaysTextThatIsNothingButSpaces) {
  room.say(ann, "  \t");
  EXPECT_EQ(bob.news(), Lines{"Ann >   \t"});
}

TEST_F(TheRoom, RelaysTextWithoutControlCharacters) {
  room.say(ann, "\33[2Jboo\n");
  room.say_from_outside("Server", "a\rb\tc");
  EXPECT_EQ(bob.news(), (Lines{"Ann > [2Jboo", "Server > ab\tc"}));
}

// ------------------------------------------------------------------------------------ to one alone

TEST_F(TheRoom, TellsAPrivateMessageToItsRecipientAlone) {
  room.say_privately(ann, bob, "hello");
  EXPECT_EQ(bob.news(), Lines{"Ann > (private) hello"});
  EXPECT_EQ(ann.news(), Lines{});
  EXPECT_EQ(cid.news(), Lines{});
}

TEST_F(TheRoom, CleansPrivateMessagesAndIgnoresEmptyOnes) {
  room.say_privately(ann, bob, "\33[2Jb\xFFo\n");
  room.say_privately(ann, bob, "");
  room.say_privately(ann, bob, "\r\n");
  EXPECT_EQ(bob.news(), Lines{"Ann > (private) [2Jb\xEF\xBF\xBDo"});
}

TEST_F(TheRoom, RelaysNoPrivateMessageFromOrToAStranger) {
  room.say_privately(dora, ann, "hello");
  room.say_privately(ann, dora, "hello");
  EXPECT_EQ(ann.news(), Lines{});
  EXPECT_EQ(dora.news(), Lines{});
}

TEST_F(TheRoom, AnswersOneMemberAloneAsServer) {
  room.answer(bob, "a\rb\tc");
  EXPECT_EQ(bob.news(), Lines{"Server > ab\tc"});
  EXPECT_EQ(ann.news(), Lines{});
  EXPECT_EQ(cid.news(), Lines{});
}

TEST_F(TheRoom, AnswersNoStranger) {
  room.answer(dora, "hello");
  EXPECT_EQ(dora.news(), Lines{});
}

TEST_F(TheRoom, DoesNotShowPrivateMessagesToItsObserver) {
  RecordingObserver observer;
  room.observe(&observer);
  room.say_privately(ann, bob, "hello");
  room.answer(bob, "news");
  EXPECT_EQ(observer.seen, Lines{});
}

TEST_F(TheRoom, CountsTheAudienceOfAnEventWithoutItsSubject) {
  std::vector<std::size_t> audiences;
  RecordingObserver observer;
  observer.when_told = [&](const Event& event) { audiences.push_back(room.audience(event)); };
  room.observe(&observer);
  room.say(ann, "hello");
  room.say_from_outside("Server", "hello");
  room.leave(ann, Departure::by_own_word);
  EXPECT_EQ(audiences, (std::vector<std::size_t>{2, 3, 2}));
}

TEST_F(TheRoom, NumbersPrivateMessagesLikeAllEvents) {
  room.say_privately(ann, bob, "1");
  room.answer(bob, "2");
  room.say(ann, "3");
  EXPECT_EQ(bob.numbers, (std::vector<std::uint64_t>{4, 5, 6})) << "three joins came before";
  EXPECT_EQ(cid.numbers, (std::vector<std::uint64_t>{6}));
}

TEST_F(TheRoom, DeliversAnAnswerDuringADeliveryAfterIt) {
  ann.when_told = [this](const Event& event) {
    if (event.text != "news") return;
    room.answer(cid, "one");
    room.say_privately(ann, cid, "two");
  };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(cid.news(), (Lines{"Server > news", "Server > one", "Ann > (private) two"}));
}

TEST_F(TheRoom, DeliversNothingThatWaitedToAMemberThatLeftMeanwhile) {
  ann.when_told = [this](const Event& event) {
    if (event.text != "news") return;
    room.say_privately(ann, cid, "bye");
    room.answer(cid, "bye");
    room.leave(cid, Departure::by_own_word);
  };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(cid.news(), Lines{});
  EXPECT_EQ(bob.news(), (Lines{"Server > news", "Cid left"}));
}

// --------------------------------------------------------------------------------------- the order

TEST_F(TheRoom, TellsAllMembersTheSameInTheSameOrder) {
  room.say(ann, "1");
  room.say_from_outside("Server", "2");
  room.join(dora, "Dora");
  room.say(dora, "3");
  room.leave(dora, Departure::unexpectedly);
  room.say_from_outside("Server", "4");
  const Lines rest = {"Server > 2", "Dora joined", "Dora > 3", "Dora left unexpectedly",
                      "Server > 4"};
  EXPECT_EQ(ann.news(), rest);
  EXPECT_EQ(bob.heard.front(), "Ann > 1");
  EXPECT_EQ(Lines(bob.heard.begin() + 1, bob.heard.end()), rest);
  EXPECT_EQ(bob.heard, cid.heard);
}

TEST_F(TheRoom, NumbersItsEventsWithoutAGap) {
  RecordingObserver observer;
  room.observe(&observer);
  room.say(ann, "1");
  room.say(ann, "");  // no event
  room.join(dora, "Ann");
  room.join(dora, "Dora");
  room.leave(dora, Departure::by_own_word);
  EXPECT_EQ(observer.numbers, (std::vector<std::uint64_t>{4, 5, 6})) << "three joins came before";
  EXPECT_EQ(bob.numbers, observer.numbers);
}

// Ann receives the event first, and leaves. Bob and Cid must receive the event before her
// departure.
TEST_F(TheRoom, AnnouncesADepartureDuringADeliveryAfterIt) {
  ann.when_told = [this](const Event&) { room.leave(ann, Departure::unexpectedly); };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(ann.news(), Lines{"Server > news"});
  EXPECT_EQ(bob.news(), (Lines{"Server > news", "Ann left unexpectedly"}));
  EXPECT_EQ(cid.news(), (Lines{"Server > news", "Ann left unexpectedly"}));
  EXPECT_EQ(room.members(), (std::vector<Member*>{&bob, &cid}));
}

TEST_F(TheRoom, DeliversNothingToAMemberThatLeftEarlierInTheSameDelivery) {
  ann.when_told = [this](const Event&) { room.leave(cid, Departure::unexpectedly); };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(bob.news(), (Lines{"Server > news", "Cid left unexpectedly"}));
  EXPECT_EQ(cid.news(), Lines{});
}

TEST_F(TheRoom, DeliversToTheRestIfMembersLeaveDuringTheDelivery) {
  for (RecordingMember* member : {&ann, &bob, &cid}) {
    member->when_told = [this, member](const Event&) {
      room.leave(*member, Departure::unexpectedly);
    };
  }
  room.say_from_outside("Server", "news");
  for (RecordingMember* member : {&ann, &bob, &cid}) {
    EXPECT_EQ(member->news(), Lines{"Server > news"});
  }
  EXPECT_TRUE(room.members().empty());
}

TEST_F(TheRoom, DeliversWhatIsSaidDuringADeliveryInTheOrderInWhichItWasSaid) {
  RecordingObserver observer;
  room.observe(&observer);
  const auto reply_to_news = [this](RecordingMember& member) {
    return [this, &member](const Event& event) {
      if (event.text == "news") room.say(member, "oh");
    };
  };
  ann.when_told = reply_to_news(ann);
  bob.when_told = reply_to_news(bob);
  room.say_from_outside("Server", "news");
  EXPECT_EQ(observer.seen, (Lines{"Server > news", "Ann > oh", "Bob > oh"}));
  EXPECT_EQ(cid.news(), observer.seen);
  EXPECT_EQ(cid.numbers, (std::vector<std::uint64_t>{4, 5, 6}));
  EXPECT_EQ(ann.news(), (Lines{"Server > news", "Bob > oh"}));
}

TEST_F(TheRoom, DeliversMessagesThatWaitedAlthoughTheirSenderHasLeft) {
  ann.when_told = [this](const Event& event) {
    if (event.text != "news") return;
    room.say(ann, "I have had enough");
    room.leave(ann, Departure::by_own_word);
  };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(bob.news(), (Lines{"Server > news", "Ann > I have had enough", "Ann left"}));
}

TEST_F(TheRoom, FreesANameAfterTheDepartureWasAnnounced) {
  ann.when_told = [this](const Event&) { room.leave(bob, Departure::unexpectedly); };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(room.find("Bob"), nullptr);
  EXPECT_EQ(answer("Bob"), "welcome");
}

// ------------------------------------------------------------------------------------ the observer

TEST_F(TheRoom, ShowsItsObserverEverythingInOrder) {
  RecordingObserver observer;
  room.observe(&observer);
  room.say(ann, "hello");
  room.join(dora, "Dora");
  room.say_from_outside("Server", "news");
  room.leave(ann, Departure::by_own_word);
  room.ban("Bob");
  EXPECT_EQ(observer.seen, (Lines{"Ann > hello", "Dora joined", "Server > news", "Ann left",
                                  "Bob left unexpectedly"}));
}

TEST_F(TheRoom, ShowsItsObserverAnEventBeforeTheMembers) {
  RecordingObserver observer;
  observer.when_told = [this](const Event&) { EXPECT_EQ(bob.heard, Lines{}); };
  room.observe(&observer);
  room.say(ann, "hello");
  EXPECT_EQ(bob.news(), Lines{"Ann > hello"});
}

TEST_F(TheRoom, NeedsNoObserver) {
  RecordingObserver observer;
  room.observe(&observer);
  room.observe(nullptr);
  room.say(ann, "hello");
  EXPECT_EQ(observer.seen, Lines{});
}

// ----------------------------------------------------------------------------------------- banning

TEST_F(TheRoom, RemovesAMemberThatIsBanned) {
  EXPECT_TRUE(room.ban("Bob"));
  EXPECT_EQ(bob.news(), Lines{"banned"});
  EXPECT_FALSE(bob.is_in_room());
  EXPECT_EQ(ann.news(), Lines{"Bob left unexpectedly"});
  room.say(ann, "at last");
  EXPECT_EQ(bob.news(), Lines{});
}

TEST_F(TheRoom, BansAMemberWhoseNameIsGivenInAnotherCase) {
  EXPECT_TRUE(room.ban("bOb"));
  EXPECT_EQ(bob.news(), Lines{"banned"});
}

TEST_F(TheRoom, KeepsABannedNameOutInAnyCase) {
  room.ban("Bob");
  for (const char* name : {"Bob", "bob", "BOB"}) {
    EXPECT_EQ(answer(name), "You are banned from this chat") << name;
    EXPECT_TRUE(room.is_banned(name)) << name;
  }
  EXPECT_EQ(answer("Bobby"), "welcome");
}

TEST_F(TheRoom, RemovesNoMemberByABanIfItLeftInTheSameDelivery) {
  ann.when_told = [this](const Event& event) {
    if (event.text != "news") return;
    room.leave(bob, Departure::by_own_word);
    EXPECT_EQ(room.find("Bob"), nullptr);
    EXPECT_FALSE(room.ban("Bob"));
  };
  room.say_from_outside("Server", "news");
  EXPECT_EQ(bob.news(), Lines{});
  EXPECT_EQ(cid.news(), (Lines{"Server > news", "Bob left"}));
  EXPECT_TRUE(room.is_banned("Bob"));
}

TEST_F(TheRoom, BansANameThatNoMemberHas) {
  EXPECT_FALSE(room.ban("Dora"));
  EXPECT_EQ(answer("dora"), "You are banned from this chat");
  for (RecordingMember* member : {&ann, &bob, &cid}) EXPECT_EQ(member->news(), Lines{});
}

TEST_F(TheRoom, LetsABannedNameBackInOnceItIsUnbanned) {
  room.ban("Bob");
  EXPECT_TRUE(room.unban("BOB"));
  EXPECT_FALSE(room.is_banned("Bob"));
  EXPECT_EQ(answer("Bob"), "welcome");
}

TEST_F(TheRoom, SaysWhetherThereWasABanToLift) {
  EXPECT_FALSE(room.unban("Ann"));
  room.ban("Dora");
  EXPECT_TRUE(room.unban("Dora"));
  EXPECT_FALSE(room.unban("Dora"));
}

TEST_F(TheRoom, KeepsABannedAddressOut) {
  room.join_as_address(dora, "192.0.2.7:5555");
  EXPECT_TRUE(room.ban("192.0.2.7:5555"));
  EXPECT_EQ(room.join_as_address(dora, "192.0.2.7:5555"), Refusal::banned);
  EXPECT_EQ(room.join_as_address(dora, "192.0.2.7:5556"), std::nullopt);
}

TEST_F(TheRoom, RefusesABannedNameAsBannedEvenIfItIsFull) {
  room.ban("Eve");
  room.join(dora, "Dora");
  EXPECT_EQ(answer("Eve"), "You are banned from this chat");
}

// ------------------------------------------------------------------------------------- the closing

TEST_F(TheRoom, DeliversNothingAfterItIsClosed) {
  RecordingObserver observer;
  room.observe(&observer);
  room.close();
  room.say(ann, "hello");
  room.say_privately(ann, bob, "hello");
  room.answer(bob, "hello");
  room.say_from_outside("Server", "hello");
  room.leave(cid, Departure::unexpectedly);
  EXPECT_EQ(observer.seen, Lines{});
  for (RecordingMember* member : {&ann, &bob, &cid}) EXPECT_EQ(member->news(), Lines{});
}

TEST_F(TheRoom, LetsMembersLeaveAfterItIsClosed) {
  room.close();
  room.leave(bob, Departure::by_own_word);
  EXPECT_FALSE(bob.is_in_room());
  EXPECT_EQ(room.members(), (std::vector<Member*>{&ann, &cid}));
}

}  // namespace
}  // namespace chatlab::room_test
