// `words export` and `words import`: one person's taught words as a file, and back.

#include <fmt/format.h>

#include <caf/all.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "actors/handlers/vocabulary.hpp"
#include "actors/protocol/actors.hpp"
#include "actors/protocol/errors.hpp"
#include "net/app/commands.hpp"
#include "net/app/storage_options.hpp"
#include "nlp/learning/confidence.hpp"
#include "nlp/learning/teachable.hpp"
#include "nlp/learning/vocabulary_file.hpp"
#include "storage/storage.hpp"
#include "storage/user_snapshot.hpp"

namespace app {
namespace {

constexpr std::chrono::seconds patience{30};

int failed(const error& why) {
  fmt::print(stderr, "sms-assistant: {}{}{}\n", why.field, why.field.empty() ? "" : ": ",
             why.detail);
  return 1;
}

/// Storage for one short job, ended with it.
class short_job {
 public:
  static result<std::unique_ptr<short_job>> open(const settings& s) {
    auto job = std::unique_ptr<short_job>(new short_job);
    auto opened =
        storage::open_storage(job->system_, storage_options(s), job->clock_, /*exclusive=*/false);
    if (!opened) return opened.error();
    job->storage_ = std::move(*opened);
    return job;
  }
  ~short_job() {
    caf::scoped_actor self(system_);
    for (auto a : {caf::actor_cast<caf::actor>(storage_.committer),
                   caf::actor_cast<caf::actor>(storage_.reader)}) {
      if (!a) continue;
      self->send_exit(a, caf::exit_reason::user_shutdown);
      self->wait_for(a);
    }
    storage_.committer = nullptr;
    storage_.reader = nullptr;
  }

  instant now() const { return clock_.now(); }
  row_id next_id() { return storage_.ids->next(); }
  result<std::shared_ptr<const storage::user_snapshot>> person(const std::string& phone) {
    caf::scoped_actor self(system_);
    result<std::shared_ptr<const storage::user_snapshot>> found =
        make_error(errc::not_found, "nobody has this number", "phone");
    self->request(storage_.reader, patience, protocol::wake_request{phone, clock_.now()})
        .receive(
            [&](const protocol::wake_answer& answer) {
              if (answer.snapshot) found = answer.snapshot;
            },
            [&](const caf::error& e) { found = protocol::from_caf(e); });
    return found;
  }
  result<void> commit(std::shared_ptr<const storage::change_set> set) {
    caf::scoped_actor self(system_);
    result<void> done;
    self->request(storage_.committer, patience, protocol::commit_request{std::move(set)})
        .receive([](const protocol::committed&) {},
                 [&](const caf::error& e) { done = protocol::from_caf(e); });
    return done;
  }

 private:
  short_job() = default;
  static caf::actor_system_config& configured(caf::actor_system_config& c) {
    c.add_message_types<caf::id_block::sms_assistant>();
    return c;
  }
  system_wall_clock clock_;
  caf::actor_system_config config_;
  caf::actor_system system_{configured(config_)};
  storage::handles storage_;
};

bool same(const nlp::learned_pattern& a, const nlp::learned_pattern& b) {
  return nlp::learning::to_file({a}) == nlp::learning::to_file({b});
}

storage::knowledge_row row_from(const nlp::learned_pattern& w, user_id user, row_id id,
                                instant now) {
  storage::knowledge_row r;
  r.id = id;
  r.user_id = user;
  r.pattern_term = w.term;
  r.pattern_type = w.type;
  r.kind = w.kind;
  r.associated_value = w.value;
  r.calories = w.calories;
  r.protein_g = w.protein_g;
  r.carbs_g = w.carbs_g;
  r.fat_g = w.fat_g;
  r.amount_ml = w.amount_ml;
  r.confidence = nlp::learning::explicit_start;
  r.created_at = now;
  return r;
}

}  // namespace

int export_words(const settings& s, const std::string& phone) {
  auto job = short_job::open(s);
  if (!job) return failed(job.error());
  auto person = (*job)->person(phone);
  if (!person) return failed(person.error());
  std::vector<nlp::learned_pattern> words;
  for (const auto& w : handlers::vocabulary((*person)->patterns, (*job)->now()).all())
    words.push_back(handlers::pattern_of(*w, (*job)->now()));
  fmt::print("{}", nlp::learning::to_file(words));
  return 0;
}

int import_words(const settings& s, const std::string& phone, const std::filesystem::path& file,
                 bool preview) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  auto words = nlp::learning::from_file(bytes);
  if (!words) return failed(words.error());
  auto job = short_job::open(s);
  if (!job) return failed(job.error());
  auto person = (*job)->person(phone);
  if (!person) return failed(person.error());
  const auto now = (*job)->now();
  const handlers::vocabulary known((*person)->patterns, now);

  auto set = std::make_shared<storage::change_set>();
  set->user_id = (*person)->user.id;
  set->key = (*person)->key;
  int added = 0, changed = 0, same_already = 0;
  for (const auto& w : *words) {
    handlers::taught_word old;
    for (const auto& m : known.meanings(w.term))
      if (m->pattern_type == w.type && m->associated_value == w.value) old = m;
    if (old && same(handlers::pattern_of(*old, now), w)) {
      ++same_already;
      continue;
    }
    auto row = row_from(w, set->user_id, old ? old->id : (*job)->next_id(), now);
    fmt::print("{} {}\n", old ? "changes" : "adds", w.term);
    if (old) {
      row.usage_count = old->usage_count;
      row.last_used_at = old->last_used_at;
      set->changes.push_back(storage::updated(*old, row));
      ++changed;
    } else {
      set->changes.push_back(storage::inserted(row));
      ++added;
    }
  }
  fmt::print("{} new, {} changed, {} as they are\n", added, changed, same_already);
  if (preview || set->changes.empty()) return 0;
  if (known.size() + static_cast<std::size_t>(added) > nlp::learning::most_words)
    return failed({errc::too_large, "that would be more words than one person can have", "file"});
  set->message.id = (*job)->next_id();
  set->message.user_id = set->user_id;
  set->message.dedupe_key = fmt::format("words-import:{}", set->message.id);
  set->message.channel = "system";
  set->message.received_at = set->message.handled_at = now;
  auto stored = (*job)->commit(std::move(set));
  if (!stored) return failed(stored.error());
  fmt::print(
      "A running server uses them when this person's conversation is next loaded: after a "
      "pause, a new day or a restart.\n");
  return 0;
}

}  // namespace app
