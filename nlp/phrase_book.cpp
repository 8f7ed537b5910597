#include "nlp/phrase_book.hpp"

#include <algorithm>

#include "config/common/embedded_file.hpp"
#include "nlp/phrase_program.hpp"

namespace nlp {

std::span<const embedded_file> language_files();

phrase_book::phrase_book(std::span<const std::string_view> sources)
    : impl_(std::make_unique<impl>()) {
  impl_->filler = impl_->intern_class("filler");
  impl_->tail = impl_->intern_class("tail");
  // Classes first: rules of one file may use those of another.
  for (const bool classes : {true, false})
    for (auto s : sources) {
      std::string part;
      while (!s.empty()) {
        const auto nl = s.find('\n');
        const auto line = s.substr(0, nl);
        if ((!line.empty() && line[0] == '%') == classes) {
          part += line;
          part += '\n';
        }
        s = nl == std::string_view::npos ? std::string_view() : s.substr(nl + 1);
      }
      impl_->add_source(part);
    }
  impl_->finish();
  tables_ = &impl_->tables;
  const auto it = impl_->classes.find("keyword");
  if (it != impl_->classes.end())
    for (const auto& word : impl_->spellings)
      if (impl_->word_in(id(word), it->second)) impl_->keyword_list.push_back(word);
  std::sort(impl_->keyword_list.begin(), impl_->keyword_list.end());
}
phrase_book::~phrase_book() = default;

const phrase_book& phrase_book::shared() {
  static const phrase_book book = [] {
    std::vector<std::string_view> sources;
    for (const auto& f : language_files())
      if (f.name.ends_with(".rules")) sources.push_back(f.bytes);
    return phrase_book(sources);
  }();
  return book;
}

word_id phrase_book::id(std::string_view word) const {
  const auto known = impl_->ids.find(word);
  return known == word_map::none ? 0 : known;
}

class_id phrase_book::class_named(std::string_view name) const {
  const auto it = impl_->classes.find(std::string(name));
  return it == impl_->classes.end() ? class_id(0) : it->second;
}

std::optional<class_hit> phrase_book::member(const phrase_text& text, std::size_t i,
                                             class_id cls) const {
  std::size_t end = 0;
  if (const auto* m = impl_->find_member(text, i, cls, end)) return class_hit{end, m->value};
  return std::nullopt;
}

std::span<const class_id> phrase_book::classes_of(word_id word) const {
  return impl_->single_classes[word];
}

std::span<const std::string_view> phrase_book::keywords() const {
  return impl_->keyword_list;
}

std::vector<phrase_hit> phrase_book::match(const phrase_text& text) const {
  return impl_->match(text);
}

}  // namespace nlp
