// Whatever a reply says, the XML around it is well-formed: an XML parser must take it.
#include <expat.h>

#include <cstdint>
#include <cstdlib>

#include "net/twilio/twiml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  auto xml = net::twilio::twiml({text, "second"});
  XML_Parser parser = XML_ParserCreate("UTF-8");
  bool fine = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  if (!fine) std::abort();
  return 0;
}
