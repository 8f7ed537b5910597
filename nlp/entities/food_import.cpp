#include "nlp/entities/food_import.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "nlp/text/tokenizer.hpp"

namespace nlp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_foods = 2'000'000, longest_name = 120, most_menu_bytes = 64U << 20U;
constexpr std::size_t longest_record = 1U << 20U;

std::optional<double> to_number(std::string_view s) {
  double v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  if (s.empty() || r.ec != std::errc() || r.ptr != s.data() + s.size()) return {};
  if (!std::isfinite(v) || v < 0) return {};
  return v;
}
std::optional<std::uint32_t> to_id(std::string_view s) {
  std::uint32_t v = 0;
  const auto r = std::from_chars(s.data(), s.data() + s.size(), v);
  if (s.empty() || r.ec != std::errc() || r.ptr != s.data() + s.size()) return {};
  return v;
}

/// Lower case, plain letters, single spaces; what the lexicon file and tokens hold.
std::string folded(std::string_view s) {
  std::string out;
  const auto tokens = tokenize(s.substr(0, longest_name * 4));
  bool space = false;
  for (const auto& t : tokens) {
    space |= t.space_before;
    if (t.text == "," || t.text == "\t" || t.text == "=" || t.text == "!" || t.text == "\"") {
      space = true;
      continue;
    }
    if (!out.empty() && space) out += ' ';
    if (out.size() + t.text.size() > longest_name) break;
    out += t.text;
    space = false;
  }
  return out;
}

std::string number(double v) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.5g", v);
  return buffer;
}

/// One CSV record at a time, quotes and line ends inside quotes included. Never holds more than
/// one.
class csv_reader {
 public:
  explicit csv_reader(const fs::path& path) : file_(path, std::ios::binary), buffer_(1U << 16U) {}
  bool open() const { return file_.is_open(); }

  bool next(std::vector<std::string>& cells) {
    std::size_t n = 0;
    auto start_cell = [&] {
      if (n == cells.size()) cells.emplace_back();
      cells[n++].clear();
    };
    start_cell();
    bool quoted = false, any = false, was_quote = false;
    std::size_t size = 0;
    for (int c = get(); c >= 0; c = get()) {
      any = true;
      const char ch = static_cast<char>(c);
      if (++size > longest_record) continue;
      if (quoted) {
        if (ch == '"') {
          quoted = false;
          was_quote = true;
        } else {
          cells[n - 1] += ch;
        }
        continue;
      }
      if (ch == '"') {
        if (was_quote) cells[n - 1] += '"';  // a doubled quote inside quotes
        quoted = true;
        was_quote = false;
        continue;
      }
      was_quote = false;
      if (ch == ',') {
        start_cell();
      } else if (ch == '\n') {
        cells.resize(n);
        return true;
      } else if (ch != '\r') {
        cells[n - 1] += ch;
      }
    }
    cells.resize(n);
    return any;
  }

 private:
  int get() {
    if (at_ == filled_) {
      file_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
      filled_ = static_cast<std::size_t>(file_.gcount());
      at_ = 0;
      if (filled_ == 0) return -1;
    }
    return static_cast<unsigned char>(buffer_[at_++]);
  }

  std::ifstream file_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, filled_ = 0;
};

/// A CSV file read by column name.
class table {
 public:
  table(const fs::path& folder, const char* name, std::vector<std::string> columns)
      : reader_(folder / name), name_(name) {
    std::vector<std::string> header;
    if (!reader_.open() || !reader_.next(header)) return;
    if (!header.empty() && header[0].starts_with("\xEF\xBB\xBF")) header[0].erase(0, 3);
    for (const auto& c : columns) {
      const auto it = std::find(header.begin(), header.end(), c);
      if (it == header.end()) return;
      places_.push_back(static_cast<std::size_t>(it - header.begin()));
    }
    good_ = true;
  }
  explicit operator bool() const { return good_; }
  const char* name() const { return name_; }

  bool next() { return reader_.next(cells_); }
  std::string_view operator[](std::size_t column) const {
    const auto at = places_[column];
    return at < cells_.size() ? std::string_view(cells_[at]) : std::string_view();
  }

 private:
  csv_reader reader_;
  const char* name_;
  std::vector<std::size_t> places_;
  std::vector<std::string> cells_;
  bool good_ = false;
};

struct imported_food {
  std::string name, source, restaurant, portions;
  std::vector<std::string> aliases;
  std::optional<double> kcal, protein, carbs, fat, fiber;
  std::optional<double> default_g;
  int energy_rank = 99;
};

struct importer {
  std::vector<imported_food> foods;
  food_import_report report;

  static error fault(const fs::path& path, const std::string& what) {
    return make_error(errc::invalid_argument, path.filename().string() + ": " + what, "path");
  }

  /// A FoodData Central folder. Nutrients are those of 100 g.
  result<void> read_usda(const fs::path& folder) {
    table food(folder, "food.csv", {"fdc_id", "description", "data_type"});
    if (!food) return fault(folder, "food.csv is missing or is not FoodData Central's");
    std::unordered_map<std::uint32_t, std::size_t> by_id;
    std::size_t before = foods.size(), branded = 0;
    while (food.next()) {
      const auto id = to_id(food[0]);
      const auto kind = food[2];
      // Samples, acquisitions and experiments are no foods anybody eats by that name.
      if (!id || kind == "sub_sample_food" || kind == "sample_food" ||
          kind == "market_acquistion" || kind == "market_acquisition" ||
          kind == "agricultural_acquisition" || kind == "experimental_food") {
        continue;
      }
      // Two million packaged products share their names by the thousand and would fill the memory.
      if (kind == "branded_food") {
        ++branded;
        continue;
      }
      imported_food f;
      f.name = folded(food[1]);
      f.source = "fdc:" + std::string(food[0]);
      if (f.name.empty() || foods.size() >= most_foods) {
        ++report.skipped;
        continue;
      }
      by_id.emplace(*id, foods.size());
      foods.push_back(std::move(f));
    }
    // Ids of nutrients, by the numbers that stay the same over releases.
    std::unordered_map<std::uint32_t, std::uint32_t> nutrients;
    if (table t(folder, "nutrient.csv", {"id", "nutrient_nbr"}); t) {
      static const std::unordered_map<std::string_view, std::uint32_t> wanted = {
          {"208", 1008}, {"957", 2047}, {"958", 2048}, {"203", 1003},
          {"204", 1004}, {"205", 1005}, {"291", 1079}};
      while (t.next()) {
        auto number = t[1];
        if (number.ends_with(".0")) number.remove_suffix(2);
        const auto id = to_id(t[0]);
        if (const auto it = wanted.find(number); id && it != wanted.end())
          nutrients[*id] = it->second;
      }
    }
    for (std::uint32_t id : {1008U, 2047U, 2048U, 1003U, 1004U, 1005U, 1079U})
      nutrients.emplace(id, id);
    table amounts(folder, "food_nutrient.csv", {"fdc_id", "nutrient_id", "amount"});
    if (!amounts) return fault(folder, "food_nutrient.csv is missing or is not FoodData Central's");
    while (amounts.next()) {
      const auto id = to_id(amounts[0]), nutrient = to_id(amounts[1]);
      if (!id || !nutrient) continue;
      const auto what = nutrients.find(*nutrient);
      if (what == nutrients.end()) continue;
      const auto at = by_id.find(*id);
      const auto value = to_number(amounts[2]);
      if (at == by_id.end() || !value) continue;
      auto& f = foods[at->second];
      auto energy = [&](int rank) {
        if (rank < f.energy_rank) {
          f.kcal = value;
          f.energy_rank = rank;
        }
      };
      switch (what->second) {
        case 1008:
          energy(0);
          break;
        case 2048:
          energy(1);
          break;
        case 2047:
          energy(2);
          break;
        case 1003:
          f.protein = value;
          break;
        case 1004:
          f.fat = value;
          break;
        case 1005:
          f.carbs = value;
          break;
        case 1079:
          f.fiber = value;
          break;
        default:
          break;
      }
    }
    std::unordered_map<std::uint32_t, std::string> units;
    if (table t(folder, "measure_unit.csv", {"id", "name"}); t) {
      while (t.next()) {
        if (const auto id = to_id(t[0])) units[*id] = folded(t[1]);
      }
    }
    if (table t(folder, "food_portion.csv",
                {"fdc_id", "amount", "measure_unit_id", "portion_description", "modifier",
                 "gram_weight"});
        t) {
      while (t.next()) {
        const auto id = to_id(t[0]);
        const auto at = id ? by_id.find(*id) : by_id.end();
        const auto grams = to_number(t[5]);
        if (at == by_id.end() || !grams || *grams <= 0) continue;
        const auto amount = to_number(t[1]).value_or(1);
        if (amount <= 0) continue;
        const auto unit_id = to_id(t[2]);
        const auto unit = unit_id ? units.find(*unit_id) : units.end();
        std::string words =
            unit != units.end() && unit->second != "undetermined" ? unit->second : "";
        words += ' ';
        words += folded(t[3]);
        words += ' ';
        words += folded(t[4]);
        add_portion(foods[at->second], words, *grams / amount);
      }
    }
    drop_empty(before);
    if (branded > 0) {
      report.notes.push_back(folder.filename().string() + ": " + std::to_string(branded) +
                             " branded products left out");
    }
    report.notes.push_back(folder.filename().string() + ": " +
                           std::to_string(foods.size() - before) + " foods");
    return {};
  }

  static void add_portion(imported_food& f, std::string_view words, double grams) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"cup", "cup"},       {"tbsp", "tbsp"},         {"tablespoon", "tbsp"},
        {"tsp", "tsp"},       {"teaspoon", "tsp"},      {"slice", "slice"},
        {"fl oz", "fl oz"},   {"fluid ounce", "fl oz"}, {"scoop", "scoop"},
        {"can", "can"},       {"bottle", "bottle"},     {"container", "container"},
        {"packet", "packet"}, {"bar", "bar"},           {"patty", "patty"},
        {"piece", "piece"},   {"each", "piece"},        {"medium", "piece"},
        {"item", "piece"},    {"sandwich", "piece"},    {"egg", "piece"},
        {"fruit", "piece"},   {"serving", "serving"},   {"bowl", "bowl"}};
    const std::string padded = ' ' + std::string(words) + ' ';
    for (const auto& [word, unit] : names) {
      if (padded.find(' ' + std::string(word)) == std::string::npos) continue;
      const std::string key = std::string(unit) + '=';
      const bool known =
          f.portions.starts_with(key) || f.portions.find(',' + key) != std::string::npos;
      if (!known && f.portions.size() < 200) {
        if (!f.portions.empty()) f.portions += ',';
        f.portions += key + number(grams);
      }
      if (!f.default_g || unit == "piece" || unit == "serving") f.default_g = grams;
      return;
    }
    if (!f.default_g) f.default_g = grams;
  }

  void drop_empty(std::size_t from) {
    const auto end = std::remove_if(
        foods.begin() + static_cast<std::ptrdiff_t>(from), foods.end(),
        [](const imported_food& f) { return !f.kcal && !f.protein && !f.carbs && !f.fat; });
    report.skipped += static_cast<std::size_t>(foods.end() - end);
    foods.erase(end, foods.end());
  }

  /// An operator's menu: {"restaurant": "...", "items": [{"name", ...}]}, or a list of such.
  result<void> read_menu(const fs::path& path) {
    std::error_code ec;
    const auto size = fs::file_size(path, ec);
    if (ec) return fault(path, "cannot be read");
    if (size > most_menu_bytes)
      return make_error(errc::too_large, path.filename().string() + ": over 64 MiB", "path");
    simdjson::padded_string text;
    if (simdjson::padded_string::load(path.string()).get(text) != simdjson::SUCCESS) {
      return fault(path, "cannot be read");
    }
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(text).get(root) != simdjson::SUCCESS) return fault(path, "is not JSON");
    const auto before = foods.size();
    if (root.is_array()) {
      for (auto menu : root.get_array().value_unsafe()) {
        if (auto r = add_menu(path, menu); !r) return r;
      }
    } else if (auto r = add_menu(path, root); !r) {
      return r;
    }
    const auto added = foods.size() - before;
    report.menu_items += added;
    report.notes.push_back(path.filename().string() + ": " + std::to_string(added) + " menu items");
    return {};
  }

  result<void> add_menu(const fs::path& path, simdjson::dom::element menu) {
    std::string_view restaurant;
    simdjson::dom::array items;
    if (menu["restaurant"].get(restaurant) != simdjson::SUCCESS || folded(restaurant).empty()) {
      return fault(path, "\"restaurant\" is missing");
    }
    if (menu["items"].get(items) != simdjson::SUCCESS) return fault(path, "\"items\" is missing");
    for (auto item : items) {
      imported_food f;
      std::string_view name;
      if (item["name"].get(name) == simdjson::SUCCESS) f.name = folded(name);
      f.restaurant = folded(restaurant);
      f.source = "menu:" + f.restaurant;
      auto figure = [&](const char* key) -> std::optional<double> {
        double v = 0;
        if (item[key].get(v) != simdjson::SUCCESS || !std::isfinite(v) || v < 0 || v > 1e5)
          return {};
        return v;
      };
      auto per_serving = std::array{figure("calories"), figure("protein_g"), figure("carbs_g"),
                                    figure("fat_g"), figure("fiber_g")};
      // A menu tells of one serving; without its weight the serving counts as 100 g.
      const auto serving = figure("serving_g");
      f.default_g = serving && *serving > 0 ? *serving : 100;
      const double scale = 100 / *f.default_g;
      std::optional<double>* to[] = {&f.kcal, &f.protein, &f.carbs, &f.fat, &f.fiber};
      bool any = false;
      for (std::size_t i = 0; i < per_serving.size(); ++i) {
        if (per_serving[i]) *to[i] = *per_serving[i] * scale;
        any |= per_serving[i].has_value();
      }
      if (f.name.empty() || !any || foods.size() >= most_foods) {
        ++report.skipped;
        continue;
      }
      f.portions = "piece=" + number(*f.default_g) + ",serving=" + number(*f.default_g);
      f.aliases.push_back(f.restaurant + ' ' + f.name);
      simdjson::dom::array aliases;
      if (item["aliases"].get(aliases) == simdjson::SUCCESS) {
        for (auto a : aliases) {
          std::string_view text;
          if (a.get(text) == simdjson::SUCCESS && f.aliases.size() < 20) {
            if (auto alias = folded(text); !alias.empty()) f.aliases.push_back(std::move(alias));
          }
        }
      }
      foods.push_back(std::move(f));
    }
    return {};
  }

  std::string compiled() const {
    std::string out = "# Imported foods; columns as in nlp/lexicon/foods.tsv.\n";
    auto opt = [&](const std::optional<double>& v) {
      out += '\t';
      if (v) out += number(*v);
    };
    for (const auto& f : foods) {
      out += f.name + '\t' + f.source + '\t';
      opt(f.default_g);
      for (const auto& v : {f.kcal, f.protein, f.carbs, f.fat, f.fiber}) opt(v);
      out += '\t' + f.portions + '\t' + f.restaurant + '\t';
      for (std::size_t i = 0; i < f.aliases.size(); ++i) {
        if (i > 0) out += ',';
        out += f.aliases[i];
      }
      out += "\t\n";
    }
    return out;
  }
};

}  // namespace

result<food_import_report> import_foods(const std::vector<std::string>& paths,
                                        const std::string& out_file) {
  if (paths.empty())
    return make_error(errc::invalid_argument, "name a folder or a menu file", "path");
  try {
    importer im;
    for (const auto& p : paths) {
      const fs::path path(p);
      std::error_code ec;
      if (fs::is_directory(path, ec)) {
        if (auto r = im.read_usda(path); !r) return r.error();
      } else if (path.extension() == ".json") {
        if (auto r = im.read_menu(path); !r) return r.error();
      } else if (!fs::exists(path, ec)) {
        return make_error(errc::not_found, path.filename().string() + ": there is no such file",
                          "path");
      } else {
        return importer::fault(path, "neither a FoodData Central folder nor a menu (.json)");
      }
    }
    im.report.foods = im.foods.size();
    const auto beside = out_file + ".new";
    {
      std::ofstream file(beside, std::ios::binary | std::ios::trunc);
      file << im.compiled();
      if (!file.flush())
        return make_error(errc::unavailable, "the foods cannot be written", "path");
    }
    std::error_code ec;
    fs::rename(beside, out_file, ec);
    if (ec) return make_error(errc::unavailable, "the foods cannot be written", "path");
    return im.report;
  } catch (const std::exception&) {
    return make_error(errc::internal, "the foods cannot be imported", "path");
  }
}

}  // namespace nlp
