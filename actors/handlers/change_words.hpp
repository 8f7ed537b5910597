#pragma once
// How people say that something recorded is to be changed: "change the eggs to 3", "the stew was
// 450 cal", "que sean 3". Only the words; which entry they name is named_change.hpp. Callers: the
// turn and the corrections. Thread: any; pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handlers {

/// One way to cut a text into what is changed and to what.
struct change_cut {
  std::string what, to;
  bool renames = false;    ///< `to` is a name, whatever it may be read as
  bool describes = false;  ///< "was": `to` may only say what kind of it ("tuna" of a sandwich)
};
/// The longest name first: "change call to mom to call dad" may be about "call to mom".
std::vector<change_cut> cuts_of(std::string_view text);

/// "change my ...", "cambia el ...": whatever follows, nothing new happened.
bool begins_as_change(std::string_view text);
/// "que sean 3", "ponle 500 cal": what "make it" would be said of.
std::optional<std::string> made_in_spanish(std::string_view text);

/// Says no more than that an entry is meant: "it", "one", "last", "meal", "entrada".
bool stands_for_entry(std::string_view word);
/// Could be no entry's name: what was said last, one of its figures, or a setting.
bool names_no_entry(std::string_view what);
/// Only a figure, and that it is the right one: "no, make it 80", "i meant 80 kg".
bool says_only_a_figure(std::string_view text);
/// "workout", "sleep", "agua": gym, sleep or water; empty when it names no kind of entry.
std::string_view kind_named(std::string_view what);

}  // namespace handlers
