#include <boost/json.hpp>

#include "net/simulator/iso_duration.hpp"
#include "net/simulator/phone_page.hpp"
#include "net/simulator/routes.hpp"
#include "tests/unit/net/net_test.hpp"

namespace {

using net::http::method;
using net::simulator::parse_iso_duration;
using namespace std::chrono_literals;
namespace json = boost::json;

TEST(IsoDuration, ReadsWeeksToSeconds) {
  EXPECT_EQ(parse_iso_duration("PT3H").value(), 3h);
  EXPECT_EQ(parse_iso_duration("P1DT2H3M4S").value(), 24h + 2h + 3min + 4s);
  EXPECT_EQ(parse_iso_duration("P2W").value(), 14 * 24h);
  EXPECT_EQ(parse_iso_duration("PT0.25S").value(), 250ms);
  EXPECT_EQ(parse_iso_duration("PT0S").value(), 0s);
  EXPECT_EQ(parse_iso_duration("P365D").value(), 365 * 24h);
}

TEST(IsoDuration, RefusesTheRest) {
  for (auto bad : {"",         "P",      "PT",     "3H",      "PT-3H",  "-PT3H",  "P1Y",
                   "P1M",      "PT3",    "PT3X",   "P1DT",    "PT1S2H", "PT1H1H", "P1H",
                   "PT1.5H3M", "PTinfH", "PT1e9H", "P99999D", "PTH",    "PT 3H"})
    EXPECT_TRUE(parse_iso_duration(bad).has_error()) << bad;
}

class Simulator : public test::net_test {
 protected:
  net::http::router routes_;
  std::shared_ptr<net::simulator::outbox> sent_ = std::make_shared<net::simulator::outbox>(clock_);
  std::optional<net::turn_door> door_;
  int settled_ = 0;
  std::vector<protocol::due_item> due_;  ///< oldest first
  bool stuck_ = false;
  std::vector<instant> handled_at_;
  std::vector<protocol::inbound_text> seen_;

  void SetUp() override {
    door_.emplace(door(directory([this](protocol::inbound_text& t) {
      seen_.push_back(t);
      return protocol::turn_reply{{"you said: " + t.body}, true, false};
    })));
    auto root = keep(system_.spawn([this](net::simulator::clock_listener::pointer)
                                       -> net::simulator::clock_listener::behavior_type {
      return {[this](protocol::clock_advanced&) {
        ++settled_;
        while (!due_.empty() && !stuck_ && due_.front().due_at <= clock_.now()) {
          handled_at_.push_back(clock_.now());
          due_.erase(due_.begin());
        }
        return protocol::clock_settled{};
      }};
    }));
    auto upcoming = keep(system_.spawn(
        [this](net::simulator::due_source::pointer) -> net::simulator::due_source::behavior_type {
          return {[this](protocol::due_scan& scan) {
            protocol::due_items found;
            if (!due_.empty() && due_.front().due_at < scan.before) found.items = {due_.front()};
            return found;
          }};
        }));
    net::simulator::mount(routes_, {*door_, sent_, {bridge_, clock_, root, upcoming, {}}});
    net::simulator::mount_phone_page(routes_);
  }
  net::http::response post(std::string path, std::string body,
                           std::string_view type = "application/json") {
    return call(routes_, method::post, std::move(path), std::move(body), {{"Content-Type", type}});
  }
};

TEST_F(Simulator, TextsGoDownTheSamePath) {
  auto r = post("/simulator/messages", R"({"from": "+15550001", "body": "hi \"there\" \u00e9"})");
  ASSERT_EQ(r.status, 200u) << r.body;
  auto answer = json::parse(r.body).as_object();
  EXPECT_EQ(answer["replies"].as_array().at(0), "you said: hi \"there\" \xC3\xA9");
  EXPECT_EQ(answer["stored"], true);
  ASSERT_EQ(seen_.size(), 1u);
  EXPECT_EQ(seen_[0].from, "+15550001");
  EXPECT_EQ(seen_[0].channel, "simulator");
  EXPECT_EQ(seen_[0].received_at, test::monday_morning);
  EXPECT_FALSE(seen_[0].dedupe_key.empty());
}

TEST_F(Simulator, TheSameIdIsTheSameText) {
  for (int i = 0; i < 2; ++i)
    post("/simulator/messages", R"({"from": "+15550001", "body": "x", "id": "a1"})");
  post("/simulator/messages", R"({"from": "+15550002", "body": "x", "id": "a1"})");
  ASSERT_EQ(seen_.size(), 3u);
  EXPECT_EQ(seen_[0].dedupe_key, seen_[1].dedupe_key);
  EXPECT_NE(seen_[0].dedupe_key, seen_[2].dedupe_key);
}

TEST_F(Simulator, NamesTheBadMember) {
  struct {
    const char* body;
    unsigned status;
    const char* field;
  } cases[] = {
      {R"({"body": "x"})", 422, "from"},
      {R"({"from": 5, "body": "x"})", 422, "from"},
      {R"({"from": "12", "body": "x"})", 422, "from"},
      {R"({"from": "+15550001"})", 422, "body"},
      {R"({"from": "+15550001", "body": null})", 422, "body"},
      {R"({"from": "+15550001", "body": "x", "id": ""})", 422, "id"},
  };
  for (const auto& c : cases) {
    auto r = post("/simulator/messages", c.body);
    EXPECT_EQ(r.status, c.status) << c.body;
    EXPECT_EQ(r.content_type, "application/problem+json");
    EXPECT_EQ(json::parse(r.body).at("field"), c.field) << c.body;
  }
  EXPECT_EQ(post("/simulator/messages", "{").status, 400u);
  EXPECT_EQ(post("/simulator/messages", "[]").status, 422u);
  EXPECT_EQ(post("/simulator/messages", "from=1", "text/plain").status, 415u);
  EXPECT_TRUE(seen_.empty());
}

TEST_F(Simulator, ATextMayHave1600CharactersAndNoMore) {
  std::string emoji;
  for (int i = 0; i < 1600; ++i) emoji += "\xF0\x9F\x91\x8D";
  EXPECT_EQ(post("/simulator/messages", R"({"from":"+15550001","body":")" + emoji + "\"}").status,
            200u);
  auto r = post("/simulator/messages", R"({"from":"+15550001","body":")" + emoji + "x\"}");
  EXPECT_EQ(r.status, 422u);
  EXPECT_EQ(json::parse(r.body).at("field"), "body");
}

TEST_F(Simulator, WordsThatCarriersAnswerStayUnanswered) {
  auto r = post("/simulator/messages", R"({"from": "+15550001", "body": " Stop "})");
  EXPECT_TRUE(json::parse(r.body).at("replies").as_array().empty());
  EXPECT_EQ(seen_.size(), 1u);
}

TEST_F(Simulator, TheClockStopsWhereverSomethingFallsDue) {
  auto start = clock_.now();
  for (auto h : {1h, 2h, 50h}) due_.push_back({.item = 1, .due_at = start + h});
  EXPECT_EQ(post("/simulator/clock", R"({"advance": "PT3H"})").status, 200u);
  EXPECT_EQ(handled_at_, (std::vector<instant>{start + 1h, start + 2h}));
  EXPECT_EQ(clock_.now(), start + 3h);
}

TEST_F(Simulator, WhatCannotBeHandledDoesNotHoldTheClock) {
  stuck_ = true;
  due_.push_back({.item = 1, .due_at = clock_.now() - 1h});
  auto start = clock_.now();
  EXPECT_EQ(post("/simulator/clock", R"({"advance": "PT3H"})").status, 200u);
  EXPECT_EQ(clock_.now(), start + 3h);
}

TEST_F(Simulator, TheClockMovesAndEverybodyIsTold) {
  auto r = post("/simulator/clock", R"({"advance": "PT3H"})");
  ASSERT_EQ(r.status, 200u) << r.body;
  EXPECT_EQ(json::parse(r.body).at("now"), "2026-03-02T12:00:00Z");
  EXPECT_EQ(settled_, 1);
  auto bad = post("/simulator/clock", R"({"advance": "tomorrow"})");
  EXPECT_EQ(bad.status, 422u);
  EXPECT_EQ(json::parse(bad.body).at("field"), "advance");
  EXPECT_EQ(settled_, 1);
}

TEST_F(Simulator, TheOutboxShowsWhatIsNewForANumber) {
  sent_->add(1, "+15550001", "call mom");
  sent_->add(2, "+15550002", "other");
  auto r = call(routes_, method::get, "/simulator/outbox?to=%2B15550001");
  auto all = json::parse(r.body).as_object();
  ASSERT_EQ(all["texts"].as_array().size(), 1u);
  EXPECT_EQ(all["texts"].at(0).at("body"), "call mom");
  EXPECT_EQ(all["texts"].at(0).at("at"), "2026-03-02T09:00:00Z");
  auto last = std::to_string(all["last"].to_number<std::int64_t>());
  r = call(routes_, method::get, "/simulator/outbox?to=%2B15550001&after=" + last);
  EXPECT_TRUE(json::parse(r.body).at("texts").as_array().empty());
  r = call(routes_, method::get, "/simulator/outbox");
  EXPECT_EQ(json::parse(r.body).at("texts").as_array().size(), 2u);
  EXPECT_EQ(call(routes_, method::get, "/simulator/outbox?after=x").status, 422u);
}

TEST_F(Simulator, TheCarrierDeliversIntoTheOutbox) {
  auto carrier = keep(net::simulator::spawn_carrier(system_, sent_));
  auto receipt = await(bridge_.ask(carrier, protocol::outgoing_text{7, "+15550001", "due"}, 1s));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(sent_->list("+15550001", 0).at(0).body, "due");
  auto found = await(bridge_.ask(carrier, protocol::find_text{{7, "+15550001", "due"}, {}}, 1s));
  EXPECT_EQ(found->messages.at(0).provider_id, receipt->provider_id);
  auto other = await(bridge_.ask(carrier, protocol::find_text{{8, "+15550001", "due"}, {}}, 1s));
  EXPECT_TRUE(other->messages.empty());
}

TEST_F(Simulator, ThePhonePageRunsNothingButItsOwnScript) {
  auto page = call(routes_, method::get, "/phone");
  EXPECT_EQ(page.status, 200u);
  EXPECT_NE(page.body.find("/phone/phone.js"), std::string::npos);
  EXPECT_EQ(page.body.find("style="), std::string::npos);
  std::string policy;
  for (auto& [name, value] : page.headers)
    if (name == "Content-Security-Policy") policy = value;
  EXPECT_NE(policy.find("default-src 'none'; script-src 'self'"), std::string::npos);
  EXPECT_EQ(call(routes_, method::get, "/phone/phone.css").content_type, "text/css; charset=utf-8");
}

}  // namespace
