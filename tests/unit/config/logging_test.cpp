#include "config/logging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace {

using logging::folder;
using logging::level;
using ::testing::HasSubstr;
using ::testing::Not;

/// What is written while it lives.
class captured {
 public:
  explicit captured(level threshold) {
    if (::pipe(ends_) != 0) throw std::runtime_error("pipe");
    logging::start({.threshold = threshold, .descriptor = ends_[1], .user_ref_key = "key"});
  }
  ~captured() {
    logging::start({.threshold = level::warn, .descriptor = 2, .user_ref_key = {}});
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  std::string text() {
    logging::stop();
    std::string out(1 << 16, '\0');
    ::write(ends_[1], "", 1) == 1 ? void() : void();
    auto n = ::read(ends_[0], out.data(), out.size());
    out.resize(static_cast<std::size_t>(n) - 1);
    return out;
  }

 private:
  int ends_[2];
};

TEST(Logging, WritesOneJsonObjectALine) {
  captured log(level::info);
  logging::info(folder::net, "turn",
                {{"request_id", "r1"},
                 {"us", std::chrono::milliseconds(2)},
                 {"ok", true},
                 {"share", 0.5},
                 {"error", errc::timeout}});
  auto text = log.text();
  EXPECT_THAT(text, HasSubstr(R"("level":"info","logger":"net","event":"turn","request_id":"r1",)"
                              R"("us":2000,"ok":true,"share":0.5,"error":"timeout"})"
                              "\n"));
  EXPECT_TRUE(text.starts_with(R"({"ts":"20)"));
}

TEST(Logging, EscapesWhatJsonReservesAndReplacesWhatIsNotUtf8) {
  std::string out;
  logging::append_json_string(out, std::string_view("a\"b\\c\n\x01\x7F\xC3\xA9\xFF\0", 12));
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\n\\u0001\\u007f\xC3\xA9\xEF\xBF\xBD\\u0000\"");
}

TEST(Logging, TheLevelChangesAtRunTimeForAllOrOneFolder) {
  captured log(level::warn);
  logging::info(folder::net, "quiet");
  logging::set_level(folder::net, level::info);
  logging::info(folder::net, "loud");
  logging::info(folder::storage, "still-quiet");
  auto text = log.text();
  EXPECT_THAT(text, HasSubstr("loud"));
  EXPECT_THAT(text, Not(HasSubstr("quiet")));
  EXPECT_EQ(logging::parse_level("debug").value(), level::debug);
  EXPECT_EQ(logging::parse_level("verbose").error().field, "log.level");
}

TEST(Logging, LinesOfManyThreadsStayWhole) {
  captured log(level::info);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 50; ++i) logging::info(folder::actors, "event", {{"i", i}});
    });
  for (auto& t : threads) t.join();
  auto text = log.text();
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size(); ++lines) {
    auto end = text.find('\n', at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(text[at], '{');
    EXPECT_EQ(text[end - 1], '}');
    at = end + 1;
  }
  EXPECT_EQ(lines, 200u);
}

TEST(Logging, AReferenceNamesAPersonWithoutSayingWho) {
  captured log(level::off);
  auto ref = logging::user_ref("+15005550006");
  EXPECT_EQ(ref.size(), 16u);
  EXPECT_EQ(ref, logging::user_ref("+15005550006"));
  EXPECT_NE(ref, logging::user_ref("+15005550007"));
  logging::start({.threshold = level::off, .descriptor = 2, .user_ref_key = "other"});
  EXPECT_NE(ref, logging::user_ref("+15005550006"));
}

}  // namespace
