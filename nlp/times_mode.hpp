#pragma once
// `sms-assistant understand --times`: one JSON line in, one out. Caller: the command line.
// Thread: any; pure.

#include <string>
#include <string_view>

namespace nlp {

/// Reads {"id","text","reference","tz"}; writes {"id","kind","start","end","grain"} with local
/// wall-clock times. The widest time in the text counts. "kind" is "none" when there is no time or
/// the line cannot be read; never throws.
std::string times_line(std::string_view json);

}  // namespace nlp
