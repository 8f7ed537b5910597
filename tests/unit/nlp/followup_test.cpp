#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "nlp/pipeline.hpp"
#include "nlp/prior_turn.hpp"

namespace {

using nlp::intent;
using nlp::slot;
using nlp::turn;

/// A conversation: turns that begin with "A:" are the assistant's, the others the person's.
struct talk {
  std::vector<turn> turns;
  nlp::context ctx;

  talk(std::initializer_list<std::string> said) {
    using namespace std::chrono;
    ctx.now = local_seconds(local_days(year(2026) / 3 / 4)) + hours(14) + minutes(20);
    ctx.units = nlp::unit_system::imperial;
    for (const auto& s : said) {
      const bool assistant = s.starts_with("A:");
      turns.push_back(
          {assistant ? turn::role::assistant : turn::role::user, assistant ? s.substr(2) : s});
    }
    ctx.history = turns;
  }
  talk(const talk&) = delete;

  std::vector<nlp::act> then(std::string_view text) const {
    return nlp::understand(text, ctx).acts;
  }
  nlp::prior_turn prior() const { return nlp::read_prior(ctx); }
};

std::string due_of(const nlp::act& a) {
  const auto t = a.slots.time(slot::due);
  return t ? nlp::to_string(*t) : std::string();
}

TEST(PriorTurn, TellsWhatWasAskedAndOffered) {
  const talk which{"disconnect", "A:Which one: 1. Fitbit 2. Google Calendar?"};
  EXPECT_EQ(which.prior().asked, nlp::prior_turn::question::which);
  EXPECT_EQ(which.prior().options, (std::vector<std::string>{"Fitbit", "Google Calendar"}));
  EXPECT_EQ(talk({"A:Log your usual breakfast?"}).prior().asked,
            nlp::prior_turn::question::yes_or_no);
  EXPECT_EQ(talk({"drank water", "A:How much?"}).prior().asked, nlp::prior_turn::question::amount);
  EXPECT_EQ(talk({"remind me to call", "A:When should I remind you?"}).prior().asked,
            nlp::prior_turn::question::moment);
  EXPECT_EQ(talk({"A:Reminder: call the vet"}).prior().fired, "call the vet");
}

TEST(PriorTurn, ExamplesAndAnswersOfferNothing) {
  const talk example{"lista", "A:Nothing was logged. Try \"drank 500 ml\" or \"what can you do?\""};
  EXPECT_EQ(example.prior().asked, nlp::prior_turn::question::none);
  EXPECT_TRUE(example.prior().options.empty());
  EXPECT_FALSE(example.prior().last);
  EXPECT_TRUE(talk({"why?", "A:618 is the sum of:\na bagel: 400 (my table, 140 g)\ntea: 4 (a, b)"})
                  .prior()
                  .options.empty());
}

TEST(FollowUp, ARecordAnswersNoQuestionAboutAPlan) {
  const talk asked{"move the dentist to 7am",
                   "A:Today 7:00 AM has passed. When should I remind you?"};
  EXPECT_EQ(asked.then("bench 5x5 at 185").at(0).kind, intent::gym_log);
  EXPECT_EQ(asked.then("8pm").at(0).kind, intent::edit_correction);
}

TEST(FollowUp, WhatWasAskedAboutWasHad) {
  const talk asked{"how many calories in a big mac", "A:Big mac (219 g): 563 cal, 26g protein."};
  const auto had = asked.then("had one");
  ASSERT_EQ(had.size(), 1U);
  EXPECT_EQ(had[0].kind, intent::food_log);
  EXPECT_EQ(had[0].slots.text(slot::food), "big mac");
  EXPECT_NE(asked.then("had one of those days").at(0).kind, intent::food_log);
}

TEST(FollowUp, TheSameFiguresOfAnotherExerciseButForTheWeight) {
  const talk bench{"bench 5x5 at 185", "A:Logged bench press 5x5 @ 185 lb."};
  const auto acts = bench.then("same for incline but 155");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].slots.text(slot::exercise), "incline bench press");
  EXPECT_EQ(acts[0].slots.number(slot::weight), 155);
  EXPECT_EQ(acts[0].slots.number(slot::reps), 5);
}

TEST(ListPick, NamesWhatStandsBehindItsTime) {
  const talk list{"what reminders do i have",
                  "A:Reminders:\n1. today 7:00 AM take my meds\n2. tomorrow 3:00 PM call mom"};
  EXPECT_EQ(list.then("cancel the meds one").at(0).slots.text(slot::item), "take my meds");
}

TEST(Reminder, ComesSoLongBeforeWhatWasPlanned) {
  const talk nothing{};
  auto acts = nothing.then("book club friday at 2pm, remind me an hour before");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::reminder_add);
  EXPECT_EQ(acts[0].slots.text(slot::content), "book club");
  EXPECT_EQ(due_of(acts[0]), "2026-03-06T13:00:00");
  const talk planned{"dinner with Sofi friday 9pm",
                     "A:Reminder set: dinner with Sofi, Fri 9:00 PM"};
  acts = planned.then("remind me the night before");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].slots.text(slot::content), "dinner with Sofi");
  EXPECT_EQ(due_of(acts[0]), "2026-03-05T21:00:00");
}

TEST(Reminder, WakesInTheMorningUnlessAnotherHalfOfTheDayIsSaid) {
  const talk nothing{};
  EXPECT_EQ(due_of(nothing.then("wake me up at 6:15")[0]), "2026-03-05T06:15:00");
  EXPECT_EQ(due_of(nothing.then("wake me at 6pm")[0]), "2026-03-04T18:00:00");
  EXPECT_EQ(due_of(nothing.then("wake me at 3")[0]), "2026-03-04T15:00:00");
}

TEST(ListPick, CompletesTheThingsNamedByTheirPlace) {
  const talk list{"what are my reminders",
                  "A:1. submit abstract, tomorrow 10:00 2. call visa office, Fri 9:00 3. pay rent"};
  const auto acts = list.then("done with the first and last");
  ASSERT_EQ(acts.size(), 2U);
  EXPECT_EQ(acts[0].kind, intent::complete_item);
  EXPECT_EQ(acts[0].slots.text(slot::item), "submit abstract");
  EXPECT_EQ(acts[1].slots.text(slot::item), "pay rent");
}

TEST(ListPick, TakesTheOneWhosePartOfTheDayIsNamed) {
  const talk list{"delete the tea", "A:I found two: 1. tea 08:30 2. tea 16:00. Which one?"};
  const auto acts = list.then("the one in the afternoon");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::delete_item);
  EXPECT_EQ(acts[0].slots.text(slot::item), "tea");
}

TEST(ListPick, LeavesAQuestionOfItsOwnAlone) {
  const talk list{"delete the tea", "A:I found two: 1. tea 08:30 2. tea 16:00. Which one?"};
  EXPECT_EQ(list.then("how much water have i had today")[0].kind, intent::stats_query);
}

TEST(ListPick, AnswersAnOfferOfConnections) {
  const talk list{"disconnect", "A:Which one: 1. Fitbit 2. Google Calendar?"};
  const auto acts = list.then("the calendar one");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::disconnect_integration);
  EXPECT_EQ(acts[0].slots.text(slot::provider), "google_calendar");
}

TEST(Reply, NoToAnOfferWritesNothing) {
  const talk offer{"A:Log your usual breakfast?"};
  for (const auto* no : {"nah", "no thanks", "nope not today"})
    EXPECT_EQ(offer.then(no)[0].kind, intent::confirm_no) << no;
  for (const auto* yes : {"yeah do that", "yep", "sure go ahead"})
    EXPECT_EQ(offer.then(yes)[0].kind, intent::confirm_yes) << yes;
}

TEST(Reply, NothingSaidToAnAmountIsNoAmount) {
  const talk asked{"A:How much water have you had?"};
  EXPECT_EQ(asked.then("none yet")[0].kind, intent::unknown);
}

TEST(Reply, AReminderGoneOffIsDoneOrPutOff) {
  const talk fired{"A:Reminder: call the vet"};
  const auto done = fired.then("done");
  EXPECT_EQ(done[0].kind, intent::complete_item);
  EXPECT_EQ(done[0].slots.text(slot::item), "call the vet");
  const auto later = fired.then("snooze 15 min");
  EXPECT_EQ(later[0].kind, intent::edit_correction);
  EXPECT_EQ(due_of(later[0]), "2026-03-04T14:35:00");
}

TEST(Reply, ShiftsThePlanJustMade) {
  const talk plan{"remind me to call the vet tomorrow at 9",
                  "A:Reminder set: call the vet, tomorrow 9:00 AM."};
  const auto acts = plan.then("same but 20 min later");
  EXPECT_EQ(acts[0].kind, intent::edit_correction);
  EXPECT_EQ(due_of(acts[0]), "2026-03-05T09:20:00");
}

TEST(Reply, SpellsAWordOfThePlanAnew) {
  const talk plan{"remind me to invoice mrs patel",
                  "A:Reminder set: invoice mrs patel, Fri 3:00 PM"};
  const auto acts = plan.then("mrs patil*");
  EXPECT_EQ(acts[0].kind, intent::edit_correction);
  EXPECT_EQ(acts[0].slots.text(slot::content), "invoice mrs patil");
}

TEST(Reply, AFigureAskedForCompletesTheRecord) {
  const talk machine{"30 min elliptical this morning", "A:Logged elliptical, 30 min. How far?"};
  const auto acts = machine.then("4 miles");
  EXPECT_EQ(acts[0].kind, intent::edit_correction);
  EXPECT_EQ(acts[0].slots.number(slot::distance), 4);
}

TEST(Correction, WithoutHistoryNamesItsRecord) {
  const talk none{};
  const auto acts = none.then("change lunch to 500 cal");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::edit_correction);
  EXPECT_EQ(acts[0].slots.text(slot::target), "food");
  EXPECT_EQ(acts[0].slots.number(slot::calories), 500);
}

TEST(Reminder, ToldWithItsEventIsOneReminder) {
  const talk none{};
  const auto acts = none.then("jordans drop 10am sat remind me 5 min early");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::reminder_add);
  EXPECT_EQ(due_of(acts[0]), "2026-03-07T09:55:00");
}

std::vector<intent> kinds(const std::vector<nlp::act>& acts) {
  std::vector<intent> out;
  for (const auto& a : acts) out.push_back(a.kind);
  return out;
}

TEST(JoinedActs, NumbersToKeepStandInARow) {
  const auto acts = talk({}).then("gate code 4410 and locker 7731");
  ASSERT_EQ(kinds(acts), (std::vector{intent::fact_store, intent::fact_store}));
  EXPECT_EQ(acts[1].slots.text(slot::key), "locker");
  EXPECT_EQ(acts[1].slots.text(slot::value), "7731");
}

TEST(JoinedActs, WhatIsDoneAsWellIsAnotherThingDone) {
  const auto acts = talk({}).then("furnace filter is done and so are the christmas lights");
  ASSERT_EQ(kinds(acts), (std::vector{intent::complete_item, intent::complete_item}));
  EXPECT_EQ(acts[1].slots.text(slot::item), "christmas lights");
}

TEST(JoinedActs, EachMomentIsAReminderOfItsOwn) {
  const auto acts = talk({}).then("remind me of malaria tabs 8am and 8pm daily");
  ASSERT_EQ(kinds(acts), (std::vector{intent::reminder_add, intent::reminder_add}));
  EXPECT_EQ(due_of(acts[0]), "2026-03-05T08:00:00");
  EXPECT_EQ(due_of(acts[1]), "2026-03-04T20:00:00");
}

TEST(JoinedActs, EachServiceIsConnected) {
  const auto acts = talk({}).then("connect google fit and outlook also");
  ASSERT_EQ(kinds(acts), (std::vector{intent::connect_integration, intent::connect_integration}));
  EXPECT_EQ(acts[1].slots.text(slot::provider), "outlook");
}

TEST(JoinedActs, ASizeIsNoSecondDrinkAndARemarkNoFood) {
  EXPECT_EQ(talk({}).then("drank the whole nalgene, 32 oz").size(), 1U);
  EXPECT_EQ(talk({}).then("had 2 eggs and toast, irony").size(), 2U);
}

TEST(NotLogged, ReadingsOfTheBodyAndWhatOthersHad) {
  for (const auto* text : {"fasting 94, one hour after breakfast 131", "sugars 9.2 this morning",
                           "id kill for a sausage roll", "my colleague brought lamingtons"})
    EXPECT_EQ(kinds(talk({}).then(text)), std::vector{intent::unknown}) << text;
}

TEST(Correction, OneOfSeveralFoodsThatWasNotHadIsTakenOut) {
  const auto acts =
      talk({"had a bagel and coffee", "A:Logged bagel and coffee."}).then("actually no coffee");
  ASSERT_EQ(kinds(acts), std::vector{intent::delete_item});
  EXPECT_EQ(acts[0].slots.text(slot::item), "coffee");
}

TEST(Correction, AMealThatWasNoneChangesNothing) {
  EXPECT_EQ(kinds(talk({"had eggs", "A:Logged eggs."}).then("no breakfast today")),
            std::vector{intent::unknown});
}

TEST(Settings, SeveralInOneText) {
  const talk none{};
  const auto acts = none.then("quiet hours 10pm to 7am and no emojis");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, intent::preference_set);
  EXPECT_EQ(acts[0].slots.text(slot::quiet_hours_start), "22:00");
  EXPECT_EQ(acts[0].slots.flag(slot::emoji), false);
}

TEST(FollowUp, AReplyInSeveralSentencesIsOneChange) {
  const talk beers{"2 beers after work", "A:Logged 2 beers."};
  const auto three = beers.then("3. WAS A HOT ONE");
  ASSERT_EQ(three.size(), 1U);
  EXPECT_EQ(three[0].kind, intent::edit_correction);
  EXPECT_EQ(three[0].slots.number(slot::quantity), 3);
  EXPECT_FALSE(three[0].slots.has(slot::food));

  const talk squat{"front squat 140 kg 5x3", "A:Logged front squat, 140 kg, 5 sets of 3."};
  const auto lighter = squat.then("not 140, was 135, I forgot to change the plate");
  ASSERT_EQ(lighter.size(), 1U);
  EXPECT_EQ(lighter[0].slots.number(slot::weight), 135);
}

TEST(FollowUp, AnActBesideTheReplyStays) {
  const talk set{"A:Reminder set: dentist, Fri 3:00 PM."};
  const auto acts = set.then("she moved it to 4, and put milk on my shopping list");
  EXPECT_TRUE(std::any_of(acts.begin(), acts.end(),
                          [](const auto& a) { return a.kind == intent::todo_add; }));
}

TEST(FollowUp, AFiredReminderIsDoneByWhateverWordsSaySo) {
  const talk drops{"A:Reminder: vitamin D drops for the baby"};
  const auto given = drops.then("given");
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given[0].kind, intent::complete_item);
  EXPECT_EQ(given[0].slots.text(slot::item), "vitamin D drops for the baby");
}

TEST(FollowUp, AllButOneOfAList) {
  const talk list{"todo list", "A:Your todos: 1. call Kees 2. book van 3. pay invoice"};
  const auto done = list.then("all except the van");
  ASSERT_EQ(done.size(), 2U);
  EXPECT_EQ(done[0].slots.text(slot::item), "call Kees");
  EXPECT_EQ(done[1].slots.text(slot::item), "pay invoice");
}

}  // namespace
