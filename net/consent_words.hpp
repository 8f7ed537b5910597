#pragma once
// The words with which a person ends or restores the consent to be sent to. Carriers act on them
// too. Used by every door that texts come in through. Pure; thread: any.

#include <string_view>

#include "actors/protocol/messages.hpp"

namespace net {

/// Whether the whole text is such a word, in any case. YES is left out although it undoes a STOP:
/// from somebody who never said STOP it is the answer to a question.
protocol::consent_word consent_word_of(std::string_view body);

}  // namespace net
