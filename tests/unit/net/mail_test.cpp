#include <gtest/gtest.h>

#include "net/mail/smtp_client.hpp"

namespace {

using net::mail::header_value;
using net::mail::html_of;

TEST(Mail, AHeaderValueCannotStartAnotherHeader) {
  EXPECT_EQ(header_value("Your week"), "Your week");
  EXPECT_EQ(header_value("x\r\nBcc: all@example.org"), "x  Bcc: all@example.org");
}

TEST(Mail, OtherLettersAreAnEncodedWord) {
  EXPECT_EQ(header_value("caf\u00e9"), "=?utf-8?B?Y2Fmw6k=?=");
}

TEST(Mail, TheHtmlPartSaysTheSameAndCarriesNoMarkupOfThePersons) {
  const auto html = html_of("Reminder: <b>", "call \"mom\" & dad\n<script>");
  EXPECT_NE(html.find("<title>Reminder: &lt;b&gt;</title>"), std::string::npos);
  EXPECT_NE(html.find("call \"mom\" &amp; dad<br>\n&lt;script&gt;"), std::string::npos);
}

TEST(Mail, AHostThatIsNotThereIsUnavailable) {
  net::mail::smtp_client client({.host = "127.0.0.1", .port = 9, .from = "bot@example.org"});
  const auto sent = client.send({.to = "ann@example.org",
                                 .subject = "s",
                                 .text = "t",
                                 .message_id = "1@example.org",
                                 .date = {}});
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, errc::unavailable);
}

}  // namespace
