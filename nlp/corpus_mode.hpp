#pragma once
// `sms-assistant understand`: one line of the labelled-text format in, one prediction out, through
// the same code that reads real texts.
// Thread: any; pure. Holds: never throws; a malformed line gives {"id":null,"error":...}.

#include <string>
#include <string_view>

namespace nlp {

std::string understand_line(std::string_view json_line);

}  // namespace nlp
