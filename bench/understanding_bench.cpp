// understanding_bench [TEXTS.jsonl]...: what understanding costs on one core with 5,000 learned
// patterns and 15,000 foods: start-up, shared memory, time and allocations per text, food search,
// food import. Prints rows of a Markdown table, each with its target. Times are of this thread's
// processor, so that other work on the machine does not count.
#include <malloc.h>
#include <simdjson.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>
#include <vector>

#include "nlp/entities/food_import.hpp"
#include "nlp/entities/food_lexicon.hpp"
#include "nlp/pipeline.hpp"

namespace {

std::size_t allocations = 0;

}  // namespace

void* operator new(std::size_t n) {
  ++allocations;
  if (void* p = std::malloc(n)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}

namespace {

namespace fs = std::filesystem;

double cpu_us() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) / 1e3;
}

double heap_mb() {
  const auto m = mallinfo2();
  return static_cast<double>(m.uordblks + m.hblkhd) / (1024.0 * 1024.0);
}

struct figures {
  std::vector<double> values;
  double at(double part) {
    if (values.empty()) return 0;
    const auto n = static_cast<std::size_t>(part * static_cast<double>(values.size()));
    const auto i = std::min(n, values.size() - 1);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(i), values.end());
    return values[i];
  }
};

void row(const char* what, const std::string& figure, const std::string& target, bool met) {
  std::printf("| %s | %s | %s | %s |\n", what, figure.c_str(), target.c_str(),
              met ? "yes" : "**no**");
}

std::string say(double v, const char* unit) {
  char text[64];
  std::snprintf(text, sizeof text, v < 10 ? "%.2f %s" : "%.0f %s", v, unit);
  return text;
}

struct said {
  std::string text;
  nlp::context ctx;
};

std::vector<said> read_texts(int argc, char** argv) {
  std::vector<said> out;
  simdjson::dom::parser parser;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i]);
    for (std::string line; std::getline(in, line);) {
      simdjson::dom::element doc;
      std::string_view text, units;
      if (parser.parse(line).get(doc) != simdjson::SUCCESS ||
          doc["text"].get(text) != simdjson::SUCCESS)
        continue;
      said s{std::string(text), {}};
      if (doc["prefs"]["units"].get(units) == simdjson::SUCCESS && units == "imperial")
        s.ctx.units = nlp::unit_system::imperial;
      out.push_back(std::move(s));
    }
  }
  if (out.empty())
    for (const char* text :
         {"2 eggs and a bottle of water", "remind me to call mom at 3pm", "bench 135x5, 155x3",
          "how much did I sleep this week?", "didn't drink any water today oops", "slept 11pm-7am",
          "so i had like two slices of pizza and then went for a run for thirty minutes",
          "connect my fitbit", "actually make that 3", "cs 162 hw3 due thurs 5pm"})
      out.push_back({text, {}});
  for (auto& s : out) {
    s.ctx.now = local_seconds(std::chrono::local_days(std::chrono::year(2026) / 3 / 4)) +
                std::chrono::hours(14);
  }
  return out;
}

nlp::pattern_index five_thousand() {
  std::vector<nlp::learned_pattern> p;
  for (int i = 0; i < 5000; ++i) {
    std::string term = "word";
    for (int n = i; n > 0; n /= 26) term += static_cast<char>('a' + n % 26);
    p.push_back({term, "entity", "food", term, 100, 5, {}, {}, {}, 1});
  }
  return nlp::pattern_index(std::move(p));
}

/// A folder as FoodData Central's download is laid out, with `count` foods whose names share words
/// the way real ones do.
void write_food_folder(const fs::path& folder, std::size_t count) {
  static constexpr const char* kinds[] = {"raw",           "boiled, drained", "canned, in water",
                                          "frozen, plain", "roasted, salted", "dried, unsweetened",
                                          "baked, lean",   "fried in oil",    "low fat, enriched"};
  fs::create_directories(folder);
  std::ofstream food(folder / "food.csv"), amount(folder / "food_nutrient.csv"),
      nutrient(folder / "nutrient.csv"), portion(folder / "food_portion.csv"),
      unit(folder / "measure_unit.csv");
  food << "\"fdc_id\",\"data_type\",\"description\",\"food_category_id\",\"publication_date\"\n";
  amount << "\"id\",\"fdc_id\",\"nutrient_id\",\"amount\",\"data_points\",\"derivation_id\"\n";
  nutrient << "\"id\",\"name\",\"unit_name\",\"nutrient_nbr\",\"rank\"\n"
              "\"1003\",\"Protein\",\"G\",\"203\",\"600\"\n"
              "\"1008\",\"Energy\",\"KCAL\",\"208\",\"300\"\n";
  portion << "\"id\",\"fdc_id\",\"seq_num\",\"amount\",\"measure_unit_id\",\"portion_description\","
             "\"modifier\",\"gram_weight\"\n";
  unit << "\"id\",\"name\"\n\"1000\",\"cup\"\n";
  const auto own = nlp::food_lexicon::load();
  std::size_t id = 100'000, line = 1;
  for (const auto* kind : kinds)
    for (const auto& f : own.foods()) {
      if (count == 0) return;
      --count;
      ++id;
      food << '"' << id << "\",\"sr_legacy_food\",\"" << f.name << ", " << kind
           << "\",\"9\",\"2019-04-01\"\n";
      for (const int n : {1003, 1008, 1051, 1087})
        amount << '"' << line++ << "\",\"" << id << "\",\"" << n << "\",\"" << (id % 400)
               << "\",\"1\",\"4\"\n";
      portion << '"' << id << "\",\"" << id << "\",\"1\",\"1\",\"1000\",\"\",\"\",\"240\"\n";
    }
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t foods_wanted = 15'000;
  auto texts = read_texts(argc, argv);
  const auto folder =
      fs::temp_directory_path() / ("understanding_bench." + std::to_string(getpid()));
  const auto imported = (folder / nlp::imported_foods_file).string();
  double import_ms = 0;
  {
    write_food_folder(folder / "usda", foods_wanted);
    const auto from = cpu_us();
    if (!nlp::import_foods({(folder / "usda").string()}, imported)) return 1;
    import_ms = (cpu_us() - from) / 1e3;
  }
  malloc_trim(0);
  const auto heap_before = heap_mb();
  auto from = cpu_us();
  if (!nlp::load_imported_foods(imported)) return 1;
  nlp::warm_up();
  const auto start_ms = (cpu_us() - from) / 1e3;
  const auto shared_mb = heap_mb() - heap_before;
  fs::remove_all(folder);

  from = cpu_us();
  const auto patterns = five_thousand();
  const auto patterns_ms = (cpu_us() - from) / 1e3;

  figures micros, counts;
  constexpr int passes = 5;
  for (auto& s : texts) s.ctx.patterns = &patterns;
  for (const auto& s : texts) nlp::understand(s.text, s.ctx);
  for (int pass = 0; pass < passes; ++pass)
    for (const auto& s : texts) {
      const auto count = allocations;
      from = cpu_us();
      const auto u = nlp::understand(s.text, s.ctx);
      micros.values.push_back(cpu_us() - from);
      counts.values.push_back(static_cast<double>(allocations - count));
      if (u.acts.empty()) return 1;
    }

  figures searches;
  for (const auto* query :
       {"banana", "how many calories in a banana", "chiken sandwhich", "greek yogurt low fat",
        "pollo", "coffee with milk and sugar", "raw", "roasted salted almonds", "zzzzzz", "a b c"})
    for (int pass = 0; pass < 20; ++pass) {
      from = cpu_us();
      const auto found = nlp::shared_foods().search(query);
      searches.values.push_back(cpu_us() - from);
      if (found.size() > 5) return 1;
    }

  std::printf("%zu texts, %zu foods, 5,000 learned patterns, one core.\n\n", texts.size(),
              nlp::shared_foods().size());
  std::printf("| what | figure | target | met |\n| --- | --- | --- | --- |\n");
  const auto limit = [](const char* what, double v, double most, const char* unit) {
    row(what, say(v, unit), "at most " + say(most, unit), v <= most);
  };
  limit("a text, median", micros.at(0.5), 50, "µs");
  limit("a text, 99th percentile", micros.at(0.99), 1000, "µs");
  limit("a text, slowest", micros.at(1), 5000, "µs");
  limit("allocations of a text, median", counts.at(0.5), 100, "");
  limit("allocations of a text, 99th percentile", counts.at(0.99), 2000, "");
  limit("start-up of all lexicons", start_ms, 300, "ms");
  limit("memory shared by all users", shared_mb, 60, "MB");
  limit("compiling one person's 5,000 patterns", patterns_ms, 50, "ms");
  limit("food search, slowest", searches.at(1), 1000, "µs");
  limit("import of 15,000 foods", import_ms, 5000, "ms");
  return 0;
}
