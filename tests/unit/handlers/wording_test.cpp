// Every sentence in the sources of what is said, judged as it stands there.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "actors/replies/segments.hpp"

namespace {

/// The string literals of a C++ source; those that the compiler joins are joined.
std::vector<std::string> literals_of(const std::string& source) {
  std::vector<std::string> found;
  std::string joined;
  bool open = false;  // a literal that the next one may go on
  const auto close = [&] {
    if (open) found.push_back(joined);
    joined.clear();
    open = false;
  };
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (source.compare(i, 2, "//") == 0) {
      i = std::min(source.find('\n', i), source.size());
    } else if (c == '\'') {
      for (++i; i < source.size() && source[i] != '\''; ++i)
        if (source[i] == '\\') ++i;
      close();
    } else if (source.compare(i, 3, "R\"(") == 0) {
      const auto end = source.find(")\"", i);
      joined += source.substr(i + 3, end - i - 3);
      open = true;
      i = end + 1;
    } else if (c == '"') {
      for (++i; i < source.size() && source[i] != '"'; ++i) {
        if (source[i] != '\\') {
          joined += source[i];
          continue;
        }
        ++i;
        joined += source[i] == 'n' ? '\n' : source[i];
      }
      open = true;
    } else if (!std::isspace(static_cast<unsigned char>(c))) {
      close();
    }
  }
  close();
  return found;
}

std::vector<std::pair<std::string, std::string>> everything_said() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto* folder : {"actors/replies", "actors/handlers", "actors", "net", "net/twilio",
                             "net/android", "net/mail"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(SMS_SOURCE_DIR) / folder)) {
      const auto kind = file.path().extension();
      if (kind != ".cpp" && kind != ".hpp") continue;
      std::ifstream in(file.path());
      const std::string source(std::istreambuf_iterator<char>(in), {});
      for (auto& text : literals_of(source))
        all.emplace_back(file.path().filename().string(), std::move(text));
    }
  return all;
}

TEST(Wording, LiteralsAreFoundAsTheCompilerSeesThem) {
  EXPECT_EQ(literals_of("f(\"a \"  // \"no\"\n  \"b\\n\", '\"', \"c\\\"\"); R\"(d)\""),
            (std::vector<std::string>{"a b\n", "c\"", "d"}));
}

TEST(Wording, NobodyIsAskedToAnswerWithAWordThatCarriersTake) {
  const auto all = everything_said();
  EXPECT_GT(all.size(), 1000u);
  for (const auto& [file, text] : all)
    EXPECT_FALSE(replies::asks_for_reserved_word(text)) << file << ": " << text;
}

TEST(Wording, NoSentenceCostsTwiceForACharacter) {
  for (const auto& [file, text] : everything_said()) {
    const auto plain = replies::without_accents(replies::plain_typography(text));
    if (text.find('\\') != std::string::npos) continue;  // a pattern
    if (std::ranges::none_of(text, [](unsigned char c) { return std::isalpha(c) != 0; }))
      continue;  // a sign by itself: a reaction that came in
    EXPECT_EQ(replies::measure(plain).alphabet, replies::sms_alphabet::gsm7)
        << file << ": " << text;
  }
}

}  // namespace
