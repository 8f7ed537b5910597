#include "nlp/entities/time_parser.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "tests/unit/nlp/time_phrases.hpp"

namespace nlp {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

time_expression only(std::string_view text, const time_options& options) {
  const auto tokens = tokenize(text);
  const auto all = find_times(tokens, options);
  EXPECT_EQ(all.size(), 1U) << text;
  return all.empty() ? time_expression{} : all[0];
}

// clang-format off
constexpr phrase plain_phrases[] = {
    {"today", "point 2026-03-04 day"},
    {"tomorrow", "point 2026-03-05 day"},
    {"yesterday", "point 2026-03-03 day"},
    {"tmrw", "point 2026-03-05 day"},
    {"2moro", "point 2026-03-05 day"},
    {"tommorrow", "point 2026-03-05 day"},
    {"wendesday", "point 2026-03-11 day"},
    {"febuary 3", "point 2027-02-03 day"},
    {"the day after tomorrow", "point 2026-03-06 day"},
    {"the day before yesterday", "point 2026-03-02 day"},
    {"friday", "point 2026-03-06 day"},
    {"this friday", "point 2026-03-06 day"},
    {"next friday", "point 2026-03-13 day"},
    {"last friday", "point 2026-02-27 day"},
    {"wed after next", "point 2026-03-18 day"},
    {"friday week", "point 2026-03-13 day"},
    {"a week from friday", "point 2026-03-13 day"},
    {"monday in two weeks", "point 2026-03-16 day"},
    {"two weeks from tomorrow", "point 2026-03-19 day"},
    {"3 fridays from now", "point 2026-03-20 day"},
    {"2 mondays ago", "point 2026-02-23 day"},
    {"3 days ago", "point 2026-03-01T14:00 hour"},
    {"a fortnight ago", "point 2026-02-18T14:00 hour"},
    {"in 3 days", "point 2026-03-07T14:00 hour"},
    {"in two weeks", "point 2026-03-18 day"},
    {"2 months ago", "point 2026-01-04 day"},
    {"in an hour and a half", "point 2026-03-04T15:50 minute"},
    {"in 20 min", "point 2026-03-04T14:40 second"},
    {"in 1h20", "point 2026-03-04T15:40 second"},
    {"half an hour ago", "point 2026-03-04T13:50 minute"},
    {"an hour ago", "point 2026-03-04T13:20 minute"},
    {"45 minutes from now", "point 2026-03-04T15:05 second"},
    {"in 90 seconds", "point 2026-03-04T14:21:30 second"},
    {"in a couple of hours", "point 2026-03-04T16:20 minute"},
    {"in a few days", "point 2026-03-07T14:00 hour"},
    {"next week", "point 2026-03-09 week"},
    {"last week", "point 2026-02-23 week"},
    {"this week", "point 2026-03-02 week"},
    {"next month", "point 2026-04-01 month"},
    {"last year", "point 2025-01-01 year"},
    {"this quarter", "point 2026-01-01 quarter"},
    {"next weekend", "interval 2026-03-13T18:00 2026-03-16 hour"},
    {"this weekend", "interval 2026-03-06T18:00 2026-03-09 hour"},
    {"last 3 days", "interval 2026-03-01 2026-03-04 day"},
    {"past two weeks", "interval 2026-02-16 2026-03-02 week"},
    {"next 6 hours", "interval 2026-03-04T15:00 2026-03-04T21:00 hour"},
    {"last 7 days", "interval 2026-02-25 2026-03-04 day"},
    {"the last 30 days", "interval 2026-02-02 2026-03-04 day"},
    {"the week after next", "point 2026-03-16 week"},
    {"rest of the week", "interval 2026-03-04 2026-03-09 day"},
    {"later today", "interval 2026-03-04T14:20 2026-03-05 minute"},
    {"end of month", "interval 2026-03-21 2026-04-01 day"},
    {"end of april", "interval 2026-04-21 2026-05-01 day"},
    {"mid february", "interval 2027-02-11 2027-02-21 day"},
    {"beginning of next week", "interval 2026-03-09 2026-03-12 day"},
    {"early 2027", "interval 2027-01-01 2027-07-01 month"},
    {"late march", "interval 2026-03-21 2026-04-01 day"},
    {"eom", "interval 2026-03-21 2026-04-01 day"},
    {"eoy", "interval 2026-09-01 2027-01-01 month"},
    {"q3 2025", "point 2025-07-01 quarter"},
    {"third quarter of 2024", "point 2024-07-01 quarter"},
    {"2018q4", "point 2018-10-01 quarter"},
    {"the first monday in march", "point 2027-03-01 day"},
    {"last friday of october", "point 2026-10-30 day"},
    {"third thursday of november", "point 2026-11-19 day"},
    {"last day of the month", "point 2026-03-31 day"},
    {"20th of next month", "point 2026-04-20 day"},
    {"first week of october 2026", "point 2026-10-05 week"},
    {"the 1990s", "interval 1990-01-01 2000-01-01 year"},
    {"in 1999", "point 1999-01-01 year"},
    {"back in 2014", "point 2014-01-01 year"},
    {"march 2025", "point 2025-03-01 month"},
    {"may 2026", "point 2026-05-01 month"},
    {"in may", "point 2026-05-01 month"},
    {"july 4", "point 2026-07-04 day"},
    {"july 4th 2027", "point 2027-07-04 day"},
    {"4 july 2027", "point 2027-07-04 day"},
    {"the 5th of march", "point 2026-03-05 day"},
    {"5th of march, 2027", "point 2027-03-05 day"},
    {"march third", "point 2027-03-03 day"},
    {"21 march", "point 2026-03-21 day"},
    {"sept 9", "point 2026-09-09 day"},
    {"the 21st", "point 2026-03-21 day"},
    {"on the 24th", "point 2026-03-24 day"},
    {"on the fifth", "point 2026-03-05 day"},
    {"tuesday the 10th", "point 2026-03-10 day"},
    {"fri, mar 20", "point 2026-03-20 day"},
    {"3/4", "point 2026-03-04 day"},
    {"3/4/2027", "point 2027-03-04 day"},
    {"12/31", "point 2026-12-31 day"},
    {"03.04.2026", "point 2026-04-03 day"},
    {"2026/03/04", "point 2026-03-04 day"},
    {"4-3-26", "point 2026-04-03 day"},
    {"2026-03-04", "point 2026-03-04 day"},
    {"2026-03-05T15:00", "point 2026-03-05T15:00 minute"},
    {"2026-03-05T15:00:00Z", "point 2026-03-05T10:00 second"},
    {"2026-03-05T15:00:00+01:00", "point 2026-03-05T09:00 second"},
    {"2025-11", "point 2025-11-01 month"},
    {"31-oct-2025", "point 2025-10-31 day"},
    {"oct/2", "point 2026-10-02 day"},
    {"christmas", "point 2026-12-25 day"},
    {"new year's eve", "point 2026-12-31 day"},
    {"thanksgiving", "point 2026-11-26 day"},
    {"halloween 2027", "point 2027-10-31 day"},
    {"valentine's day", "point 2027-02-14 day"},
    {"easter", "point 2026-04-05 day"},
    {"mother's day", "point 2026-05-10 day"},
    {"labor day", "point 2026-09-07 day"},
    {"good friday 2027", "point 2027-03-26 day"},
    {"memorial day", "point 2026-05-25 day"},
    {"last christmas", "point 2025-12-25 day"},
    {"black friday", "point 2026-11-27 day"},
    {"3 days after christmas", "point 2026-12-28 day"},
    {"summer 2024", "interval 2024-06-21 2024-09-24 day"},
    {"this summer", "interval 2026-06-21 2026-09-24 day"},
    {"in the spring", "interval 2026-03-20 2026-06-21 day"},
    {"last winter", "interval 2024-12-21 2025-03-21 day"},
    {"at 3", "point 2026-03-04T15:00 hour"},
    {"at 3pm", "point 2026-03-04T15:00 hour"},
    {"3p", "point 2026-03-04T15:00 hour"},
    {"3:30", "point 2026-03-04T15:30 minute"},
    {"15:45", "point 2026-03-04T15:45 minute"},
    {"at 1530", "point 2026-03-04T15:30 minute"},
    {"1530 hours", "point 2026-03-04T15:30 minute"},
    {"0800", "point 2026-03-05T08:00 minute"},
    {"3.30pm", "point 2026-03-04T15:30 minute"},
    {"15h30", "point 2026-03-04T15:30 minute"},
    {"at 15h", "point 2026-03-04T15:00 minute"},
    {"6 o'clock", "point 2026-03-04T18:00 hour"},
    {"half past 6", "point 2026-03-04T18:30 minute"},
    {"quarter past 3", "point 2026-03-04T15:15 minute"},
    {"quarter to 5", "point 2026-03-04T16:45 minute"},
    {"20 to 5", "point 2026-03-04T16:40 minute"},
    {"ten past eight", "point 2026-03-04T20:10 minute"},
    {"half three", "point 2026-03-04T15:30 minute"},
    {"noon", "point 2026-03-05T12:00 hour"},
    {"midnight", "point 2026-03-05 hour"},
    {"noonish", "point 2026-03-05T12:00 hour"},
    {"around 6ish", "point 2026-03-04T18:00 hour"},
    {"at about 7", "point 2026-03-04T19:00 hour"},
    {"three thirty pm", "point 2026-03-04T15:30 minute"},
    {"seven fifteen am", "point 2026-03-05T07:15 minute"},
    {"12:15", "point 2026-03-05T12:15 minute"},
    {"12am", "point 2026-03-05 hour"},
    {"12pm", "point 2026-03-05T12:00 hour"},
    {"9:01:10 am", "point 2026-03-05T09:01:10 second"},
    {"5 p.m.", "point 2026-03-04T17:00 hour"},
    {"7:30 p.m. today", "point 2026-03-04T19:30 minute"},
    {"8 tonight", "point 2026-03-04T20:00 hour"},
    {"tonight at 8", "point 2026-03-04T20:00 hour"},
    {"3 in the morning", "point 2026-03-05T03:00 hour"},
    {"tomorrow at 5", "point 2026-03-05T17:00 hour"},
    {"tomorrow morning", "interval 2026-03-05 2026-03-05T12:00 hour"},
    {"tomorrow at 9am", "point 2026-03-05T09:00 hour"},
    {"tomorrow afternoon at 5", "point 2026-03-05T17:00 hour"},
    {"monday evening", "interval 2026-03-09T18:00 2026-03-10 hour"},
    {"monday at 9", "point 2026-03-09T09:00 hour"},
    {"friday 5pm", "point 2026-03-06T17:00 hour"},
    {"fri 11:59pm", "point 2026-03-06T23:59 minute"},
    {"late last night", "interval 2026-03-03T21:00 2026-03-04 hour"},
    {"last night", "interval 2026-03-03T18:00 2026-03-04 hour"},
    {"this morning", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"tonight", "interval 2026-03-04T18:00 2026-03-05 hour"},
    {"yesterday evening", "interval 2026-03-03T18:00 2026-03-04 hour"},
    {"early tomorrow morning", "interval 2026-03-05 2026-03-05T09:00 hour"},
    {"tomorrow night", "interval 2026-03-05T18:00 2026-03-06 hour"},
    {"tonight at 11", "point 2026-03-04T23:00 hour"},
    {"march 5 at 7pm", "point 2026-03-05T19:00 hour"},
    {"7pm on march 5", "point 2026-03-05T19:00 hour"},
    {"on saturday for 9am", "point 2026-03-07T09:00 hour"},
    {"20 minutes to 2pm tomorrow", "point 2026-03-05T13:40 minute"},
    {"after lunch", "interval 2026-03-04T13:00 2026-03-04T17:00 hour"},
    {"after work friday", "interval 2026-03-06T17:00 2026-03-06T21:00 hour"},
    {"before bed", "interval 2026-03-04T21:00 2026-03-05 hour"},
    {"tomorrow at lunch", "interval 2026-03-05T12:00 2026-03-05T14:00 hour"},
    {"at noon on friday", "point 2026-03-06T12:00 hour"},
    {"3pm EST", "point 2026-03-04T15:00 minute"},
    {"10:00 CET", "point 2026-03-04T16:00 minute"},
    {"5pm pacific", "point 2026-03-04T20:00 minute"},
    {"3pm GMT+2", "point 2026-03-05T08:00 minute"},
    {"8:00 UTC friday", "point 2026-03-06T03:00 minute"},
    {"11pm-7am", "interval 2026-03-04T23:00 2026-03-05T07:00 hour"},
    {"9:30 - 11", "interval 2026-03-04T21:30 2026-03-04T23:00 minute"},
    {"from 2 to 4pm", "interval 2026-03-04T14:00 2026-03-04T16:00 hour"},
    {"between 9:30 and 11", "interval 2026-03-04T21:30 2026-03-04T23:00 minute"},
    {"3-4pm", "interval 2026-03-04T15:00 2026-03-04T16:00 hour"},
    {"9-11am friday", "interval 2026-03-06T09:00 2026-03-06T11:00 hour"},
    {"8am to 5pm tomorrow", "interval 2026-03-05T08:00 2026-03-05T17:00 hour"},
    {"tomorrow from 2 to 4", "interval 2026-03-05T14:00 2026-03-05T16:00 hour"},
    {"monday 9-5", "interval 2026-03-09T09:00 2026-03-09T17:00 hour"},
    {"10 to 11 am", "interval 2026-03-05T10:00 2026-03-05T11:00 hour"},
    {"july 13-15", "interval 2026-07-13 2026-07-16 day"},
    {"13-15 july", "interval 2026-07-13 2026-07-16 day"},
    {"from the 13th to the 15th of july", "interval 2026-07-13 2026-07-16 day"},
    {"aug 8 - aug 12", "interval 2026-08-08 2026-08-13 day"},
    {"mon-fri", "interval 2026-03-09 2026-03-14 day"},
    {"monday to wednesday", "interval 2026-03-09 2026-03-12 day"},
    {"march to may", "interval 2026-03-01 2026-06-01 month"},
    {"2014-2016", "interval 2014-01-01 2017-01-01 year"},
    {"july 13 to august 2", "interval 2026-07-13 2026-08-03 day"},
    {"22-23 feb at 7pm", "interval 2027-02-22 2027-02-24 day; point 2026-03-04T19:00 hour"},
    {"since monday", "open_after 2026-03-02 day"},
    {"after 5", "open_after 2026-03-04T17:00 hour"},
    {"after 5pm tomorrow", "open_after 2026-03-05T17:00 hour"},
    {"until friday", "open_before 2026-03-06 day"},
    {"till 6", "open_before 2026-03-04T18:00 hour"},
    {"by 5pm", "open_before 2026-03-04T17:00 hour"},
    {"by friday", "open_before 2026-03-06 day"},
    {"before noon", "open_before 2026-03-05T12:00 hour"},
    {"by end of month", "open_before 2026-04-01 day"},
    {"by tomorrow", "open_before 2026-03-05 day"},
    {"since 2014", "open_after 2014-01-01 year"},
    {"before march 3", "open_before 2027-03-03 day"},
    {"from 2pm", "open_after 2026-03-05T14:00 hour"},
    {"friday after 5", "open_after 2026-03-06T17:00 hour"},
    {"tomorrow before noon", "open_before 2026-03-05T12:00 hour"},
    {"within 2 weeks", "interval 2026-03-04T14:20 2026-03-18 second"},
    {"5pm or later", "open_after 2026-03-04T17:00 hour"},
    {"now", "point 2026-03-04T14:20 second"},
    {"asap", "open_after 2026-03-04T14:20 second"},
    {"for 10 days from 18th dec", "interval 2026-12-18 2026-12-28 day"},
    {"2026-03-08 02:30", "point 2026-03-08T03:30 minute"},
    {"november 1 1:30am", "point 2026-11-01T01:30 minute"},
    {"every day at 8", "point 2026-03-05T08:00 hour"},
    {"daily", "point 2026-03-04 day"},
    {"every monday", "point 2026-03-09 day"},
    {"every other tuesday 6pm", "point 2026-03-17T18:00 hour"},
    {"every mon and wed", "point 2026-03-09 day"},
    {"every mon, wed and fri at 7am", "point 2026-03-06T07:00 hour"},
    {"weekdays", "point 2026-03-05 day"},
    {"every weekday at 9am", "point 2026-03-05T09:00 hour"},
    {"weekends", "point 2026-03-07 day"},
    {"every 2 hours", "point 2026-03-04T16:20 minute"},
    {"every half hour", "point 2026-03-04T14:50 minute"},
    {"every 3 days", "point 2026-03-07 day"},
    {"monthly on the 15th", "point 2026-03-15 day"},
    {"first of every month", "point 2026-04-01 day"},
    {"every year on june 3", "point 2026-06-03 day"},
    {"every june 3", "point 2026-06-03 day"},
    {"every morning", "interval 2026-03-05 2026-03-05T12:00 hour"},
    {"every night at 8pm", "point 2026-03-04T20:00 hour"},
    {"at 8pm every night", "point 2026-03-04T20:00 hour"},
    {"first monday of every month", "point 2026-04-06 day"},
    {"last day of every month", "point 2026-03-31 day"},
    {"twice a week", "none"},
    {"weekly on friday", "point 2026-03-06 day"},
    {"every other day", "point 2026-03-06 day"},
    {"mondays and thursdays", "point 2026-03-05 day"},
    {"every 15th", "point 2026-03-15 day"},
    {"annually", "point 2026-03-04 day"},
    {"biweekly", "point 2026-03-18 day"},
    {"every christmas", "point 2026-12-25 day"},
    {"tomorrow at noon", "point 2026-03-05T12:00 hour"},
    {"the 1st of june 2026 at 10am", "point 2026-06-01T10:00 hour"},
    {"monday the 9th at 8am", "point 2026-03-09T08:00 hour"},
    {"saturday morning at 9", "point 2026-03-07T09:00 hour"},
    {"every saturday morning", "interval 2026-03-07 2026-03-07T12:00 hour"},
    {"sunday, march 8 at 3:15 pm", "point 2026-03-08T15:15 minute"},
    {"2 hours before noon", "point 2026-03-05T10:00 minute"},
    {"15 minutes past 3pm", "point 2026-03-04T15:15 minute"},
    {"ytd", "interval 2026-01-01 2026-03-04T14:20 day"},
    {"this weekend at 9am", "point 2026-03-06T09:00 hour"},
    {"last tuesday", "point 2026-03-03 day"},
    {"previous month", "point 2026-02-01 month"},
    {"upcoming thursday", "point 2026-03-05 day"},
    {"the following week", "point 2026-03-09 week"},
    {"last decade", "point 2010-01-01 year"},
    {"21st century", "interval 2001-01-01 2101-01-01 year"},
    {"may 21st 2026", "point 2026-05-21 day"},
    {"jan 2", "point 2027-01-02 day"},
    {"dec 24 at midnight", "point 2026-12-24 hour"},
    {"monday in 2 weeks", "point 2026-03-16 day"},
    {"tuesday or later", "open_after 2026-03-10 day"},
    {"friday or earlier", "open_before 2026-03-06 day"},
    {"march 9 onwards", "open_after 2026-03-09 day"},
    {"2 pm at the latest", "open_before 2026-03-05T14:00 hour"},
    {"until the end of the month", "open_before 2026-04-01 day"},
    {"after christmas", "open_after 2026-12-25 day"},
    {"before easter", "open_before 2026-04-05 day"},
    {"anytime after 6pm", "open_after 2026-03-04T18:00 hour"},
    {"by noon tomorrow", "open_before 2026-03-05T12:00 hour"},
    {"in nineteen ninety nine", "point 1999-01-01 year"},
    {"march '24", "point 2024-03-01 month"},
    {"15 april of 87", "point 1987-04-15 day"},
    {"5th apr 2026", "point 2026-04-05 day"},
    {"2019-aug-01", "point 2019-08-01 day"},
    {"24/12/2026", "point 2026-12-24 day"},
    {"9 o'clock sharp", "point 2026-03-04T21:00 hour"},
    {"at ten", "point 2026-03-04T22:00 hour"},
    {"at ten thirty", "point 2026-03-04T22:30 minute"},
    {"quarter of 5", "point 2026-03-04T16:45 minute"},
    {"11:45 am tomorrow", "point 2026-03-05T11:45 minute"},
    {"thurs 7 pm", "point 2026-03-05T19:00 hour"},
    {"tue at 18:00", "point 2026-03-10T18:00 minute"},
    {"wed 14th", "point 2026-10-14 day"},
    {"tues-thurs", "interval 2026-03-10 2026-03-13 day"},
    {"first tuesday after easter", "point 2026-04-07 day"},
    {"last weekend of july", "interval 2026-07-31T18:00 2026-08-03 hour"},
    {"second to last friday of may", "point 2026-05-22 day"},
    {"3 weeks hence", "point 2026-03-25 day"},
    {"a year ago", "point 2025-03-04 day"},
    {"1.5 hours ago", "point 2026-03-04T12:50 minute"},
    {"2 and a half hours ago", "point 2026-03-04T11:50 minute"},
    {"an hour before midnight", "point 2026-03-04T23:00 minute"},
    {"the 3rd quarter", "point 2026-07-01 quarter"},
    {"next summer", "interval 2026-06-21 2026-09-24 day"},
    {"beginning of january", "interval 2027-01-01 2027-01-11 day"},
    {"mid-march", "interval 2026-03-11 2026-03-21 day"},
    {"end of today", "interval 2026-03-04T17:00 2026-03-05 hour"},
    {"first 2 weeks of april", "interval 2026-04-06 2026-04-20 week"},
    {"last four months of 2025", "interval 2025-09-01 2026-01-01 month"},
    {"5 past days", "interval 2026-02-27 2026-03-04 day"},
};

constexpr phrase past_phrases[] = {
    {"ate a bagel at 7", "point 2026-03-04T07:00 hour"},
    {"ate a bagel at 8:15", "point 2026-03-04T08:15 minute"},
    {"had eggs this morning", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"30 min elliptical this morning", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"I walked around the lake for forty minutes this morning.", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"monster energy at like 3am", "point 2026-03-04T03:00 hour"},
    {"easy 5k this am", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"ran 5k yesterday", "point 2026-03-03 day"},
    {"had pizza last night", "interval 2026-03-03T18:00 2026-03-04 hour"},
    {"drank 2 bottles an hour ago", "point 2026-03-04T13:20 minute"},
    {"slept 11 to 7", "none"},
    {"went to bed at 9:30 and got up at 5:45", "point 2026-03-04T09:30 minute; point 2026-03-04T05:45 minute"},
    {"I slept from 23:15 until 7:00", "interval 2026-03-03T23:15 2026-03-04T07:00 minute"},
    {"yesterday i slept from 4am to noon", "point 2026-03-03 day; interval 2026-03-04T04:00 2026-03-04T12:00 hour"},
    {"slept 7am to 2pm yesterday", "interval 2026-03-03T07:00 2026-03-03T14:00 hour"},
    {"slept 2am-9:30", "interval 2026-03-04T02:00 2026-03-04T09:30 minute"},
    {"slept like 5 hrs last night", "interval 2026-03-03T18:00 2026-03-04 hour"},
    {"nap 1-2:15", "interval 2026-03-04T13:00 2026-03-04T14:15 minute"},
    {"slept 11pm-7am", "interval 2026-03-03T23:00 2026-03-04T07:00 hour"},
    {"slept from midnight till quarter past 7", "interval 2026-03-04 2026-03-04T07:15 minute"},
    {"long run done 16 miles 2:20", "point 2026-03-04T14:20 minute"},
    {"5k in 25min", "none"},
    {"had dhamaka for 90 minutes", "none"},
    {"bench monday", "point 2026-03-02 day"},
    {"lunch at noon was a salad", "point 2026-03-04T12:00 hour"},
    {"ate 3 tacos at 5 yesterday", "point 2026-03-03T17:00 hour"},
    {"coffee around 6ish", "point 2026-03-04T06:00 hour"},
    {"swam tuesday morning", "interval 2026-03-03 2026-03-03T12:00 hour"},
    {"3 days ago i had sushi", "point 2026-03-01T14:00 hour"},
    {"ran for an hour and a half", "none"},
    {"workout 1h20", "none"},
    {"plank 2 min 30 sec", "none"},
    {"45 min yoga + 20 min stretching", "none"},
    {"had 2 this morning", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"water at 10, 12 and 3", "point 2026-03-04T10:00 hour"},
};

constexpr phrase future_phrases[] = {
    {"remind me to call mom at 3pm", "point 2026-03-04T15:00 hour"},
    {"remind me to call mom at 3", "point 2026-03-04T15:00 hour"},
    {"remind me to turn in the permission slip tomorrow morning", "interval 2026-03-05 2026-03-05T12:00 hour"},
    {"todo: email prof nguyen about the regrade by thurs", "open_before 2026-03-05 day"},
    {"orgo pset 4 due friday 11:59pm", "point 2026-03-06T23:59 minute"},
    {"chem 201 lab report is due next tuesday at noon", "point 2026-03-10T12:00 hour"},
    {"cs 162 hw3 due thurs 5pm", "point 2026-03-05T17:00 hour"},
    {"midterm for cs170 on the 24th at 7pm", "point 2026-03-24T19:00 hour"},
    {"remind me in 20 min to take the pizza out", "point 2026-03-04T14:40 second"},
    {"wake me up at 8", "point 2026-03-04T20:00 hour"},
    {"make that 8:30", "point 2026-03-04T20:30 minute"},
    {"remind me every weekday at 9am to take my vitamins", "point 2026-03-05T09:00 hour"},
    {"remind me to pump every 3 hours", "point 2026-03-04T17:20 minute"},
    {"Please remind me to take my blood pressure pill at 8 PM every night.", "point 2026-03-04T20:00 hour"},
    {"book club on Thursday at 2", "point 2026-03-05T14:00 hour"},
    {"The exam in Linear Algebra is on 28.10. at 9 o'clock", "point 2026-10-28T09:00 hour"},
    {"remind me on friday after work", "interval 2026-03-06T17:00 2026-03-06T21:00 hour"},
    {"eng essay due tmrw 8am", "point 2026-03-05T08:00 hour"},
    {"soccer practice for ella at 10, birthday party at 2, grab milk", "point 2026-03-04T22:00 hour; point 2026-03-05T14:00 hour"},
    {"remind me sunday night to pack lunches", "interval 2026-03-08T18:00 2026-03-09 hour"},
    {"thesis draft due to committee dec 11", "point 2026-12-11 day"},
    {"flight tomorrow 6:40am, remind me at 4:15 to get a cab", "point 2026-03-05T06:40 minute; point 2026-03-04T16:15 minute"},
    {"expenses due friday eod", "interval 2026-03-06T17:00 2026-03-07 hour"},
    {"any meetings monday?", "point 2026-03-09 day"},
    {"dentist sat 10am", "point 2026-03-07T10:00 hour"},
    {"gym mon wed fri 6am", "point 2026-03-06T06:00 hour"},
    {"remind me the day after tomorrow at half past 8", "point 2026-03-06T08:30 minute"},
    {"remind me tonight to call", "interval 2026-03-04T18:00 2026-03-05 hour"},
    {"rent due on the 1st", "point 2026-04-01 day"},
    {"pay rent on the 1st of every month", "point 2026-04-01 day"},
    {"remind me at noon", "point 2026-03-05T12:00 hour"},
    {"remind me at midnight", "point 2026-03-05 hour"},
    {"remind me in a bit", "none"},
    {"call dad sun", "point 2026-03-08 day"},
    {"alarm 6:45", "point 2026-03-04T18:45 minute"},
    {"remind me to stretch every 30 mins", "point 2026-03-04T14:50 minute"},
    {"meeting from 2 to 3:30 tomorrow", "interval 2026-03-05T14:00 2026-03-05T15:30 minute"},
    {"lunch tomorrow with sam at 12", "point 2026-03-05 day; point 2026-03-05T12:00 hour"},
    {"drop it by 5", "open_before 2026-03-04T17:00 hour"},
    {"remind me at 5 about the 3 boxes", "point 2026-03-04T17:00 hour"},
    {"remind me at 7 reps", "none"},
    {"move the pediatrician to 11", "none"},
    {"push the birthday party reminder to 1:30", "point 2026-03-05T13:30 minute"},
    {"remind me 2 hours before noon", "point 2026-03-05T10:00 minute"},
    {"trash out tuesdays at 7pm", "point 2026-03-10T19:00 hour"},
    {"take meds twice a day", "none"},
    {"remind me next week", "point 2026-03-09 week"},
    {"wknd trip", "none"},
};

constexpr phrase spanish_phrases[] = {
    {"hoy", "point 2026-03-04 day"},
    {"ayer", "point 2026-03-03 day"},
    {"mañana", "point 2026-03-05 day"},
    {"pasado mañana", "point 2026-03-06 day"},
    {"anoche", "interval 2026-03-03T18:00 2026-03-04 hour"},
    {"esta noche", "interval 2026-03-04T18:00 2026-03-05 hour"},
    {"esta mañana", "interval 2026-03-04 2026-03-04T12:00 hour"},
    {"mañana por la mañana", "interval 2026-03-05 2026-03-05T12:00 hour"},
    {"mañana a las 3", "point 2026-03-05T15:00 hour"},
    {"a las 3", "point 2026-03-04T15:00 hour"},
    {"a las 8 de la mañana", "point 2026-03-05T08:00 hour"},
    {"a las 3 y media", "point 2026-03-04T15:30 minute"},
    {"a las 8 menos cuarto", "point 2026-03-04T19:45 minute"},
    {"el lunes", "point 2026-03-09 day"},
    {"el lunes pasado", "point 2026-03-02 day"},
    {"el próximo viernes", "point 2026-03-06 day"},
    {"la semana pasada", "point 2026-02-23 week"},
    {"la semana que viene", "point 2026-03-09 week"},
    {"este mes", "point 2026-03-01 month"},
    {"el mes pasado", "point 2026-02-01 month"},
    {"el 5 de marzo", "point 2026-03-05 day"},
    {"el 5 de marzo de 2027", "point 2027-03-05 day"},
    {"5 de mayo a las 14:30", "point 2026-05-05T14:30 minute"},
    {"hace dos días", "point 2026-03-02T14:00 hour"},
    {"hace una hora", "point 2026-03-04T13:20 minute"},
    {"en 2 horas", "point 2026-03-04T16:20 minute"},
    {"dentro de 3 días", "point 2026-03-07T14:00 hour"},
    {"en media hora", "point 2026-03-04T14:50 minute"},
    {"cada lunes", "point 2026-03-09 day"},
    {"todos los días a las 8", "point 2026-03-05T08:00 hour"},
    {"cada 2 horas", "point 2026-03-04T16:20 minute"},
    {"entre semana", "point 2026-03-05 day"},
    {"el viernes a las 5 de la tarde", "point 2026-03-06T17:00 hour"},
    {"de 11 a 7", "none"},
    {"desde las 11 hasta las 7", "interval 2026-03-04T23:00 2026-03-05T07:00 hour"},
    {"el domingo por la noche", "interval 2026-03-08T18:00 2026-03-09 hour"},
    {"comí 3 huevos", "none"},
    {"bebí un vaso de agua", "none"},
    {"corrí 5 km en 25 minutos", "point 2026-03-04T14:45 second"},
    {"una taza de café", "none"},
    {"dos tacos a mediodía", "point 2026-03-05T12:00 hour"},
    {"los lunes y miércoles", "point 2026-03-09 day"},
    {"en enero", "point 2027-01-01 month"},
    {"navidad", "point 2026-12-25 day"},
    {"el fin de semana", "interval 2026-03-06T18:00 2026-03-09 hour"},
    {"el 15", "point 2026-03-15 day"},
    {"recuérdame llamar a mamá mañana a las 10", "point 2026-03-05T10:00 hour"},
    {"para el viernes", "point 2026-03-06 day"},
    {"antes de las 5", "open_before 2026-03-04T17:00 hour"},
};

constexpr const char* texts_without_time[] = {
    "april is my niece's name",
    "june and carlos got here",
    "the fall hurt",
    "open 24/7",
    "the code is 0415",
    "an august gathering",
    "my number is 555 0112",
    "the 5 of us",
    "1 adult",
    "version 2.1",
    "may i have some water",
    "march on",
    "sat down for a bit",
    "second helping of pasta",
    "the sun is out",
    "i may go",
    "3 eggs",
    "135x5",
    "in 2 bowls",
    "10 reps",
    "spring roll",
    "fall asleep",
    "mon ami",
    "a may queen",
    "had 2 bananas",
    "good morning",
    "good night",
    "bench 135 for 5",
    "3x10 squats",
    "squats 225 5/5/4",
    "5/5/3",
    "ran 5k",
    "200g rice",
    "half a bagel",
    "1/2 cup oats",
    "3/4 mile",
    "ate a second slice",
    "in 2 minds",
    "2 plates for 6",
    "food was on my mind",
    "call me at 650-650-6500",
    "i sat with her",
    "may the force be with you",
    "my dog may bark",
    "3 of them",
    "one more time",
    "room 204",
    "chem 101",
    "7up",
    "24 pack of beer",
    "a quarter pounder",
    "half and half",
    "one to one",
    "100 percent",
    "ratio 3:1",
    "he's 25",
    "drank 16 oz",
    "wed her in vegas",
    "lunch was good",
    "had dinner",
    "skipped breakfast",
    "winter squash soup",
    "summer sausage",
    "the first time",
    "first set",
    "my 2nd coffee",
    "30 g protein",
    "bp 120/80",
    "weight 180",
    "20 or so wings",
    "ate 3 at once",
    "two for one",
    "version 10.4.2",
    "192.168.1.1",
    "$12",
    "tom called",
    "the last one",
    "next one please",
    "this one",
    "last but not least",
    "past tense",
    "i can't even",
};
// clang-format on

TEST(TimeParser, PlainPhrasesLieWhereTheyAreSaid) {
  expect_all(plain_phrases, options_at(wednesday_afternoon()));
}

TEST(TimeParser, ThingsDoneLieBehind) {
  expect_all(past_phrases, options_at(wednesday_afternoon(), time_bias::past));
}

TEST(TimeParser, PlansLieAhead) {
  expect_all(future_phrases, options_at(wednesday_afternoon(), time_bias::future));
}

TEST(TimeParser, SpanishPhrasesLieWhereTheyAreSaid) {
  expect_all(spanish_phrases, options_at(wednesday_afternoon(), time_bias::none, "es"));
}

TEST(TimeParser, TextsWithoutTimeHoldNone) {
  for (const auto bias : {time_bias::none, time_bias::past, time_bias::future})
    for (const auto* text : texts_without_time)
      EXPECT_EQ(found(text, options_at(wednesday_afternoon(), bias)), "none") << text;
}

TEST(TimeParser, NumericDatesFollowTheReadersOrder) {
  auto options = options_at(wednesday_afternoon());
  EXPECT_EQ(found("3/4/2027", options), "point 2027-03-04 day");
  EXPECT_EQ(found("25/4/2027", options), "point 2027-04-25 day");
  options.order = date_order::day_first;
  EXPECT_EQ(found("3/4/2027", options), "point 2027-04-03 day");
  EXPECT_EQ(found("4/25/2027", options), "point 2027-04-25 day");
  EXPECT_EQ(found("2027-03-04", options), "point 2027-03-04 day");
}

TEST(TimeParser, HoursThatTheClockSkipsMoveOn) {
  const auto options = options_at(wednesday_afternoon());
  EXPECT_EQ(found("sunday at 2:30am", options), "point 2026-03-08T03:30 minute");
  EXPECT_EQ(found("march 8 3:30am", options), "point 2026-03-08T03:30 minute");
  EXPECT_EQ(found("march 15 2:30am", options), "point 2026-03-15T02:30 minute");
}

TEST(TimeParser, CountedHoursPassInRealTimeAcrossClockChanges) {
  const auto before_spring = local_seconds(day_of(2026, 3, 8)) + hours(1);
  EXPECT_EQ(found("in 2 hours", options_at(before_spring)), "point 2026-03-08T04:00 minute");
  EXPECT_EQ(found("in 24 hours", options_at(before_spring)), "point 2026-03-09T02:00 minute");
  const auto before_autumn = local_seconds(day_of(2026, 11, 1));
  EXPECT_EQ(found("in 3 hours", options_at(before_autumn)), "point 2026-11-01T02:00 minute");
}

TEST(TimeParser, ZonesComeToTheReadersWall) {
  const auto options = options_at(local_seconds(day_of(2026, 7, 1)) + hours(8));
  EXPECT_EQ(found("10am pacific", options), "point 2026-07-01T13:00 minute");
  EXPECT_EQ(found("3pm utc", options), "point 2026-07-01T11:00 minute");
  EXPECT_EQ(found("2026-07-02T09:00:00+02:00", options), "point 2026-07-02T03:00 second");
}

TEST(TimeParser, VagueWordsHaveTheirUsualHourAndTolerance) {
  const auto options = options_at(wednesday_afternoon(), time_bias::future);
  const struct {
    const char* text;
    const char* at;
  } rows[] = {{"tomorrow morning", "2026-03-05T09:00"},  {"tomorrow afternoon", "2026-03-05T15:00"},
              {"tomorrow evening", "2026-03-05T18:00"},  {"tonight", "2026-03-04T20:00"},
              {"tomorrow night", "2026-03-05T21:00"},    {"after work", "2026-03-04T17:30"},
              {"before bed", "2026-03-04T22:00"},        {"end of day", "2026-03-04T17:00"},
              {"tomorrow at lunch", "2026-03-05T12:00"}, {"friday eod", "2026-03-06T17:00"}};
  for (const auto& r : rows) {
    const auto x = only(r.text, options);
    EXPECT_EQ(wall(x.at), r.at) << r.text;
    EXPECT_GE(x.tolerance_min, 60) << r.text;
    EXPECT_TRUE(x.has_part) << r.text;
    EXPECT_FALSE(x.has_clock) << r.text;
  }
}

TEST(TimeParser, AfterMidnightTomorrowMayBeTheComingDay) {
  const auto night = local_seconds(day_of(2026, 3, 4)) + hours(1);
  const auto x = only("tomorrow at 9", options_at(night, time_bias::future));
  EXPECT_EQ(wall(x.at), "2026-03-05T09:00");
  ASSERT_TRUE(x.also);
  EXPECT_EQ(wall(*x.also), "2026-03-04T09:00");
  EXPECT_FALSE(only("tomorrow at 9", options_at(wednesday_afternoon(), time_bias::future)).also);
}

TEST(TimeParser, NextFridayMayBeTheComingOne) {
  const auto x = only("next friday", options_at(wednesday_afternoon(), time_bias::future));
  EXPECT_EQ(wall(x.at), "2026-03-13");
  ASSERT_TRUE(x.also);
  EXPECT_EQ(wall(*x.also), "2026-03-06");
}

TEST(TimeParser, PeriodsHaveTheirNames) {
  const auto options = options_at(wednesday_afternoon());
  for (const auto& [text, period] :
       std::initializer_list<std::pair<const char*, const char*>>{{"today", "today"},
                                                                  {"yesterday", "yesterday"},
                                                                  {"last night", "last_night"},
                                                                  {"this week", "this_week"},
                                                                  {"last week", "last_week"},
                                                                  {"this month", "this_month"},
                                                                  {"last month", "last_month"},
                                                                  {"this year", "this_year"},
                                                                  {"last 7 days", "last_7_days"},
                                                                  {"past 30 days", "last_30_days"},
                                                                  {"this weekend", "this_weekend"},
                                                                  {"tomorrow at 5", ""},
                                                                  {"friday", ""}})
    EXPECT_EQ(only(text, options).period, period) << text;
}

TEST(TimeParser, ExpressionsTakeTheirPrepositionsAlong) {
  const auto tokens = tokenize("remind me to call mom at 3pm tomorrow please");
  const auto all = find_times(tokens, options_at(wednesday_afternoon(), time_bias::future));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(tokens[all[0].first].text, "at");
  EXPECT_EQ(tokens[all[0].last].text, "please");
}

TEST(TimeParser, OnlyTheGivenTokensAreRead) {
  const auto tokens = tokenize("today and friday");
  const auto options = options_at(wednesday_afternoon());
  EXPECT_EQ(find_times(tokens, options, 1).size(), 1U);
  EXPECT_EQ(find_times(tokens, options, 0, 1).size(), 1U);
  EXPECT_TRUE(find_times(tokens, options, 1, 2).empty());
  EXPECT_TRUE(find_times(tokens, options, 7).empty());
}

TEST(TimeParser, DeadlinesAreMarked) {
  const auto options = options_at(wednesday_afternoon(), time_bias::future);
  EXPECT_TRUE(only("by friday", options).deadline);
  EXPECT_TRUE(only("due monday 5pm", options).deadline);
  EXPECT_FALSE(only("on friday", options).deadline);
}

TEST(ClockRanges, SleepLiesWhereItMostLikelyWas) {
  const struct {
    const char* text;
    sleep_kind kind;
    local_seconds reference;
    const char* expected;
  } rows[] = {
      {"slept 11 to 7", sleep_kind::night, wednesday_afternoon(),
       "2026-03-03T23:00 2026-03-04T07:00"},
      {"slept 11pm-7am", sleep_kind::night, wednesday_afternoon(),
       "2026-03-03T23:00 2026-03-04T07:00"},
      {"from 11 to 6:30", sleep_kind::night, wednesday_afternoon(),
       "2026-03-03T23:00 2026-03-04T06:30"},
      {"midnight till quarter past 7", sleep_kind::night, wednesday_afternoon(),
       "2026-03-04 2026-03-04T07:15"},
      {"slept 2am-9:30", sleep_kind::night, local_seconds(day_of(2026, 2, 9)) + hours(22),
       "2026-02-09T02:00 2026-02-09T09:30"},
      {"nap 1-2:15", sleep_kind::nap, local_seconds(day_of(2026, 6, 2)) + hours(5),
       "2026-06-01T13:00 2026-06-01T14:15"},
      {"nap from 2 to 4", sleep_kind::nap, wednesday_afternoon() + hours(3),
       "2026-03-04T14:00 2026-03-04T16:00"},
      {"slept 7am to 2pm yesterday", sleep_kind::night,
       local_seconds(day_of(2026, 7, 22)) + hours(6), "2026-07-21T07:00 2026-07-21T14:00"},
      {"yesterday i slept from 4am to noon", sleep_kind::night,
       local_seconds(day_of(2026, 12, 1)) + hours(1), "2026-11-30T04:00 2026-11-30T12:00"},
  };
  for (const auto& r : rows) {
    const auto tokens = tokenize(r.text);
    const auto all = find_clock_ranges(tokens, options_at(r.reference, time_bias::past), r.kind);
    ASSERT_EQ(all.size(), 1U) << r.text;
    EXPECT_EQ(wall(all[0].from) + " " + wall(all[0].to), r.expected) << r.text;
  }
}

TEST(ClockRanges, SeveralStretchesOfANightAreFound) {
  const auto tokens = tokenize("slept 11 to 2 and then 3:30 to 5");
  const auto reference = local_seconds(day_of(2026, 6, 2)) + hours(5) + minutes(10);
  const auto all = find_clock_ranges(tokens, options_at(reference, time_bias::past));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(wall(all[0].from), "2026-06-01T23:00");
  EXPECT_EQ(wall(all[0].to), "2026-06-02T02:00");
  EXPECT_EQ(wall(all[1].from), "2026-06-02T03:30");
  EXPECT_EQ(wall(all[1].to), "2026-06-02T05:00");
}

TEST(ClockRanges, BedAndRisingToldApartMakeOneNight) {
  const auto tokens = tokenize("went to bed at 9:30 and got up at 5:45");
  const auto options = options_at(wednesday_afternoon(), time_bias::past);
  const auto bed = clock_at(tokens, options, 4), up = clock_at(tokens, options, 11);
  ASSERT_TRUE(bed && up);
  const auto night = place_sleep(*bed, *up, options);
  EXPECT_EQ(wall(night.from), "2026-03-03T21:30");
  EXPECT_EQ(wall(night.to), "2026-03-04T05:45");
}

TEST(ClockRanges, CountsAreNoClockRanges) {
  const auto options = options_at(wednesday_afternoon(), time_bias::past);
  for (const auto* text : {"did 8-10 reps", "3 to 4 miles", "between 5 and 10 minutes",
                           "135-155 lbs", "from 20 to 30"}) {
    const auto tokens = tokenize(text);
    EXPECT_TRUE(find_clock_ranges(tokens, options).empty()) << text;
  }
}

TEST(TimeParser, AnyBytesAreRead) {
  std::mt19937 random(7);
  const char* words[] = {"monday", "at",   "3",   ":",    "30",  "pm",   "-",      "to",   "in",
                         "2",      "days", "ago", "last", "the", "of",   "march",  "1999", "every",
                         "other",  "next", "/",   ".",    "and", "half", "past",   "noon", "after",
                         "before", "from", "for", "a",    "q",   "4",    "second", "est",  "week"};
  const auto options = options_at(wednesday_afternoon(), time_bias::none);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const auto n = random() % 30;
    for (unsigned k = 0; k < n; ++k) {
      if (random() % 8 == 0)
        text += static_cast<char>(random() % 256);
      else
        text += words[random() % std::size(words)];
      if (random() % 4 != 0) text += ' ';
    }
    const auto tokens = tokenize(text);
    std::size_t last = 0;
    for (const auto& x : find_times(tokens, options)) {
      EXPECT_GE(x.first, last) << text;
      EXPECT_GT(x.last, x.first) << text;
      EXPECT_LE(x.last, tokens.size()) << text;
      EXPECT_LE(x.start, x.end) << text;
      last = x.last;
    }
    find_durations(tokens);
    find_clock_ranges(tokens, options);
  }
}

TEST(TimeParser, LongTextsTakeLinearTime) {
  const auto options = options_at(wednesday_afternoon());
  for (const char* word : {"monday ", "last ", "first monday of ", "3 days after ", "10-", "a ",
                           "1 hour and ", "every ", "2026-", "early ", "at the in on "}) {
    std::string text;
    while (text.size() < max_text_bytes) text += word;
    const auto tokens = tokenize(text);
    const auto begin = std::chrono::steady_clock::now();
    find_times(tokens, options);
    find_durations(tokens);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2)) << word;
  }
}

}  // namespace
}  // namespace nlp
