#include "net/twilio/twiml.hpp"

#include "net/xml_text.hpp"

namespace net::twilio {

std::string twiml(const std::vector<std::string>& texts) {
  std::string out = R"(<?xml version="1.0" encoding="UTF-8"?>)";
  if (texts.empty()) return out += "<Response/>";
  out += "<Response>";
  for (const auto& text : texts) {
    out += "<Message>";
    append_xml_text(out, text);
    out += "</Message>";
  }
  return out += "</Response>";
}

}  // namespace net::twilio
