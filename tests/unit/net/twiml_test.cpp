#include "net/twilio/twiml.hpp"

#include <gtest/gtest.h>

#include "net/xml_text.hpp"

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  net::append_xml_text(out, text);
  return out;
}

TEST(Twiml, NoTextIsAnEmptyResponse) {
  EXPECT_EQ(net::twilio::twiml({}), R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)");
}

TEST(Twiml, OneMessageForEachText) {
  EXPECT_EQ(net::twilio::twiml({"a", "b"}),
            R"(<?xml version="1.0" encoding="UTF-8"?><Response><Message>a</Message>)"
            "<Message>b</Message></Response>");
}

TEST(Twiml, EscapesWhatXmlReserves) {
  EXPECT_EQ(escaped("<script>&amp;</script> \"O'Brien\""),
            "&lt;script&gt;&amp;amp;&lt;/script&gt; \"O'Brien\"");
}

TEST(Twiml, DropsWhatXmlForbidsAndKeepsTheRest) {
  EXPECT_EQ(escaped(std::string_view("a\0b\x01\x08\x0B\x1F\x7F\tc\nd\re", 14)),
            "ab\x7F\tc\nd&#13;e");
  EXPECT_EQ(escaped("\xEF\xBF\xBE|\xEF\xBF\xBF|\xF0\x9F\x91\x8D"), "||\xF0\x9F\x91\x8D");
}

TEST(Twiml, ReplacesWhatIsNotUtf8) {
  for (auto bad : {"\xFF", "\xC0", "\x80"}) EXPECT_EQ(escaped(bad), "\xEF\xBF\xBD") << bad;
  EXPECT_EQ(escaped("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
  EXPECT_EQ(escaped("ab\xE2\x82"), "ab\xEF\xBF\xBD\xEF\xBF\xBD");              // cut short
}

}  // namespace
