#pragma once
// How a text travels by SMS: its alphabet, how many segments it takes, and how a long one is cut.
// Callers: the turn, tests of wording. Thread: any; pure functions.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace replies {

enum class sms_alphabet : std::uint8_t { gsm7, ucs2 };

struct sms_size {
  sms_alphabet alphabet = sms_alphabet::gsm7;
  std::size_t units = 0;     ///< septets (an extension character is two) or UTF-16 code units
  std::size_t segments = 0;  ///< 0 for an empty text
};

/// Counts as the carrier does: 160 septets or 70 code units alone; 153 or 67 in each part. A
/// character (an escape pair, a surrogate pair, an emoji sequence) never spans two segments.
sms_size measure(std::string_view utf8);

/// Replaces typographic characters that would make a text UCS-2 (curly quotes, dashes, the
/// ellipsis, odd spaces) by their plain forms. Letters and emoji stay as they are.
std::string plain_typography(std::string_view utf8);
/// Takes the accents off that GSM-7 lacks (those of á, í, ó, ú), as people who text in Spanish do,
/// where that makes a text GSM-7; else gives it back as it is.
std::string without_accents(std::string_view utf8);

/// Of wordings that say the same, the fullest first: the first that takes the fewest segments. Each
/// in plain typography.
std::string cheapest(std::initializer_list<std::string> wordings);

/// Cuts a text into parts of at most `max_segments` each: at line ends, else between words, else
/// between characters. Nothing but the white space at a cut is lost. A text that fits is one part.
std::vector<std::string> split(std::string_view utf8, std::size_t max_segments);

/// True when the whole message is a word that carriers act on themselves (STOP, CANCEL, HELP,
/// START...), whatever its case. YES counts: it opts in again after STOP.
bool is_reserved_word(std::string_view message);
/// True when a reply tells the person to send such a word alone: `reply STOP`, `text "cancel"`. A
/// plain "yes" may be asked for: it does nothing to somebody who is opted in.
bool asks_for_reserved_word(std::string_view reply);

}  // namespace replies
