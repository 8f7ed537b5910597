#include <gtest/gtest.h>

#include "net/client/url.hpp"

namespace {

using net::client::form;
using net::client::parse_form;

form parsed(std::string_view text) {
  return parse_form(text).value();
}

TEST(Form, DecodesPlusAndPercent) {
  EXPECT_EQ(parsed("Body=H%C3%A9llo+%26+w%2Frld"), (form{{"Body", "H\xC3\xA9llo & w/rld"}}));
}

TEST(Form, KeepsEmptyValuesAndRepeatedNamesAndSpacesAtTheEnds) {
  EXPECT_EQ(parsed("A=&B=+x+&A=2&C"), (form{{"A", ""}, {"B", " x "}, {"A", "2"}, {"C", ""}}));
}

TEST(Form, SkipsEmptyPairs) {
  EXPECT_EQ(parsed("&&a=1&"), (form{{"a", "1"}}));
}

TEST(Form, KeepsEverythingAfterTheFirstEqualsSign) {
  EXPECT_EQ(parsed("a=b=c"), (form{{"a", "b=c"}}));
}

TEST(Form, RefusesBrokenPercentEncoding) {
  for (auto bad : {"a=%", "a=%1", "a=%zz", "%g1=2", "a=%1%20"}) {
    auto r = parse_form(bad);
    ASSERT_TRUE(r.has_error()) << bad;
    EXPECT_EQ(r.error().code, errc::invalid_argument);
  }
}

TEST(Form, RefusesEndlessFields) {
  std::string many;
  for (std::size_t i = 0; i <= net::client::form_fields_limit; ++i) many += "a=1&";
  EXPECT_EQ(parse_form(many).error().code, errc::too_large);
}

TEST(Form, EncodingIsUndoneByParsing) {
  form original{{"Body", "100% & more=\n\xF0\x9F\x91\x8D +"}, {"", "x"}, {"Empty", ""}};
  EXPECT_EQ(parsed(net::client::encode_form(original)), original);
}

}  // namespace
