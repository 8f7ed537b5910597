#include "storage/row_io.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "storage/bulk.hpp"
#include "storage/change_set.hpp"

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

template <class T>
std::string as_text(const T& v) {
  std::string out;
  storage::text::append(out, v);
  return out;
}

template <class T>
T as_value(std::string_view from) {
  T v{};
  storage::text::read(from, v);
  return v;
}

instant at(int y, unsigned m, unsigned d) {
  return sys_days(year(y) / month(m) / day(d));
}

TEST(ColumnText, WritesTimesAsPostgresReadsThem) {
  EXPECT_EQ(as_text(at(2025, 6, 15) + 12h + 34min + 56s), "2025-06-15 12:34:56+00");
  EXPECT_EQ(as_text(at(2025, 6, 15) + 1us), "2025-06-15 00:00:00.000001+00");
  EXPECT_EQ(as_text(at(1969, 12, 31) + 23h), "1969-12-31 23:00:00+00");
  EXPECT_EQ(as_text(local_days(2024y / 2 / 29)), "2024-02-29");
  EXPECT_EQ(as_text(local_seconds(local_days(2024y / 2 / 29)) + 15h), "2024-02-29 15:00:00");
}

TEST(ColumnText, ReadsTimesInTheFormsOfPostgresAndOfItsJson) {
  auto t = at(2025, 6, 15) + 12h + 34min + 56s + 789'000us;
  for (auto text : {"2025-06-15 12:34:56.789+00", "2025-06-15T12:34:56.789+00:00",
                    "2025-06-15T12:34:56.789000Z", "2025-06-15 14:34:56.789+02",
                    "2025-06-15 07:04:56.789-05:30", "2025-06-15 12:35:56.789+00:01:00"})
    EXPECT_EQ(as_value<instant>(text), t) << text;
  EXPECT_EQ(as_value<local_days>("2024-02-29"), local_days(2024y / 2 / 29));
  EXPECT_EQ(as_value<local_seconds>("2024-02-29T15:00:01"),
            local_seconds(local_days(2024y / 2 / 29)) + 15h + 1s);
}

TEST(ColumnText, RefusesWhatNoColumnHolds) {
  for (auto text : {"", "2025", "2025-13-01 00:00:00+00", "2025-02-30 00:00:00+00", "infinity",
                    "2025-06-15 12:34:56", "2025-06-15 12:34:56+00 BC"})
    EXPECT_THROW(as_value<instant>(text), storage::storage_failure) << text;
  EXPECT_THROW(as_value<std::int64_t>("12a"), storage::storage_failure);
  EXPECT_THROW(as_value<std::int64_t>("99999999999999999999"), storage::storage_failure);
  EXPECT_THROW(as_value<double>("1,5"), storage::storage_failure);
  EXPECT_THROW(as_value<bool>("yes"), storage::storage_failure);
  EXPECT_THROW(storage::text::read_bytes("00"), storage::storage_failure);
  EXPECT_THROW(storage::text::read_bytes("\\x0"), storage::storage_failure);
  EXPECT_THROW(storage::text::read_bytes("\\x0g"), storage::storage_failure);
}

TEST(ColumnText, KeepsEveryNumberAndInstant) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 10'000; ++i) {
    auto bits = random();
    double d;
    static_assert(sizeof d == sizeof bits);
    std::memcpy(&d, &bits, sizeof d);
    if (std::isfinite(d)) {
      EXPECT_EQ(as_value<double>(as_text(d)), d);
    }
    auto n = static_cast<std::int64_t>(bits);
    EXPECT_EQ(as_value<std::int64_t>(as_text(n)), n);
    // Years 1 to 9999 or so.
    instant t(microseconds(static_cast<std::int64_t>(bits % 315'000'000'000'000'000) -
                           62'000'000'000'000'000));
    EXPECT_EQ(as_value<instant>(as_text(t)), t);
  }
  for (double d : {0.0, -0.0, 0.1, 1e300, std::numeric_limits<double>::denorm_min()})
    EXPECT_EQ(as_value<double>(as_text(d)), d);
}

TEST(ColumnText, KnowsWhichTextsCanBeStored) {
  EXPECT_TRUE(storage::text::storable(""));
  EXPECT_TRUE(storage::text::storable("crème 💧"));
  EXPECT_FALSE(storage::text::storable(std::string_view("a\0b", 3)));
  for (auto bad : {"\xC3", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"})
    EXPECT_FALSE(storage::text::storable(bad));
}

/// As PostgreSQL's array_recv reads it.
std::string array_head(char oid_high, char oid_low, char length) {
  return std::string("\0\0\0\1\0\0\0\1\0\0", 10) + oid_high + oid_low + std::string("\0\0\0", 3) +
         length + std::string("\0\0\0\1", 4);
}
template <class T>
std::string as_array(const std::vector<T>& values) {
  storage::array_column column;
  for (const auto& v : values) column.add(v, {}, "", "");
  return std::string(column.bytes());
}

TEST(BinaryArray, HasALengthBeforeEachElementAndNoneForNull) {
  EXPECT_EQ(as_array<std::optional<std::string>>({"it's {a}", std::nullopt, ""}),
            array_head(0, 25, 3) + std::string("\0\0\0\x8it's {a}", 12) +
                std::string("\xFF\xFF\xFF\xFF\0\0\0\0", 8));
}

TEST(BinaryArray, HasNumbersInNetworkOrder) {
  EXPECT_EQ(as_array<std::int64_t>({-2, 258}),
            array_head(0, 20, 2) + std::string("\0\0\0\x8\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE", 12) +
                std::string("\0\0\0\x8\0\0\0\0\0\0\1\2", 12));
  EXPECT_EQ(as_array<double>({1.0}), array_head(701 >> 8, static_cast<char>(701 & 255), 1) +
                                         std::string("\0\0\0\x8\x3F\xF0\0\0\0\0\0\0", 12));
  EXPECT_EQ(as_array<bool>({true}), array_head(0, 16, 1) + std::string("\0\0\0\1\1", 5));
}

TEST(BinaryArray, CountsTimeFromTheYear2000) {
  EXPECT_EQ(as_array<instant>({instant(sys_days(2000y / 1 / 1)) + 258us}),
            array_head(1184 >> 8, static_cast<char>(1184 & 255), 1) +
                std::string("\0\0\0\x8\0\0\0\0\0\0\1\2", 12));
  EXPECT_EQ(as_array<local_days>({local_days(1999y / 12 / 31)}),
            array_head(1082 >> 8, static_cast<char>(1082 & 255), 1) +
                std::string("\0\0\0\x4\xFF\xFF\xFF\xFF", 8));
}

TEST(SealedValue, OpensOnlyForItsPersonTableAndColumn) {
  crypto::aead_key key(1, crypto::random_bytes(32));
  std::string hex;
  storage::text::append_bytes(hex, key.seal("A+", storage::place_of(7, "facts", "value")));
  EXPECT_EQ(storage::open_sealed(hex, {&key, 7}, "facts", "value"), "A+");
  EXPECT_THROW(storage::open_sealed(hex, {&key, 8}, "facts", "value"), storage::storage_failure);
  EXPECT_THROW(storage::open_sealed(hex, {&key, 7}, "facts", "key"), storage::storage_failure);
  EXPECT_THROW(storage::open_sealed(hex, {&key, 7}, "message_log", "value"),
               storage::storage_failure);
}

// ---- Images of undo, over every row type -----------------------------------------------------

class filler {
 public:
  explicit filler(unsigned seed) : random_(seed) {}

  template <class Row>
  Row row() {
    Row r;
    storage::for_each_member<Row>([&](std::string_view, auto pointer) { fill(r.*pointer); });
    return r;
  }

 private:
  template <class T>
  void fill(T& v) {
    if constexpr (storage::optional_of<T>::value) {
      if (random_() % 3 == 0) {
        v.reset();
      } else {
        fill(v.emplace());
      }
    } else if constexpr (std::is_same_v<T, bool>) {
      v = random_() % 2 == 0;
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      v = static_cast<std::int64_t>(random_());
    } else if constexpr (std::is_same_v<T, double>) {
      v = static_cast<double>(static_cast<std::int64_t>(random_())) / 3e7;
    } else if constexpr (std::is_same_v<T, std::string>) {
      static const std::vector<std::string> words{
          "",         "null",      "\"q\"", "\\",  "a/b\u0001\n\t",
          "💧 crème", "{\"x\":1}", "[1,2",  "1e5", "\u2028"};
      v = words[random_() % words.size()] + words[random_() % words.size()];
    } else if constexpr (std::is_same_v<T, storage::sealed_text>) {
      fill(v.plain);
    } else if constexpr (std::is_same_v<T, storage::json_text>) {
      v.json = "{\"a\":[1,null,\"}\"]}";
    } else if constexpr (std::is_same_v<T, instant>) {
      v = instant(microseconds(random_() % 4'000'000'000'000'000));
    } else if constexpr (std::is_same_v<T, local_days>) {
      v = local_days(days(random_() % 40'000));
    } else {
      v = local_seconds(seconds(random_() % 4'000'000'000));
    }
  }
  std::mt19937_64 random_;
};

TEST(UndoImages, KeepEveryRowTypeAsItWas) {
  std::size_t types = 0;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, storage::any_row>>(
      [&](auto type) {
        using row_type = typename decltype(type)::type;
        ++types;
        filler fill(static_cast<unsigned>(types));
        for (int i = 0; i < 200; ++i) {
          std::vector<storage::row_change> changes{
              storage::inserted(fill.row<row_type>()),
              storage::updated(fill.row<row_type>(), fill.row<row_type>()),
              storage::deleted(fill.row<row_type>())};
          auto json = storage::to_json(changes);
          auto back = storage::changes_from_json(json);
          ASSERT_TRUE(back.has_value()) << json;
          ASSERT_EQ(back->size(), 3u);
          EXPECT_EQ(storage::to_json(*back), json);
          EXPECT_FALSE((*back)[0].before.has_value());
          EXPECT_FALSE((*back)[2].after.has_value());
          EXPECT_TRUE(std::holds_alternative<row_type>(*(*back)[1].before));
        }
      });
  EXPECT_EQ(types, boost::mp11::mp_size<storage::any_row>::value);
}

TEST(UndoImages, RefuseWhatIsNotOne) {
  for (auto json : {"", "{}", "[", "[1]", "[{}]", "[{\"table\":\"secrets\",\"after\":{}}]",
                    "[{\"table\":\"water_logs\",\"after\":{\"id\":1}}]",
                    "[{\"table\":\"water_logs\",\"after\":[]}]", "[] []"})
    EXPECT_FALSE(storage::changes_from_json(json).has_value()) << json;
  EXPECT_TRUE(storage::changes_from_json("[]")->empty());
}

TEST(Statements, AreMadeFromTheDescription) {
  EXPECT_EQ(
      storage::insert_statement<storage::water_log_row>().sql,
      "insert into public.water_logs (id, user_id, at, amount_ml, source, message_id) select * "
      "from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::double precision[], "
      "$5::text[], $6::bigint[]) as u (id, user_id, at, amount_ml, source, message_id)");
  EXPECT_EQ(storage::delete_statement<storage::water_goal_row>().sql,
            "with gone as (delete from public.water_goals as t using unnest($1::bigint[], "
            "$2::date[]) as u (user_id, date) where t.user_id = u.user_id and t.date = u.date "
            "returning 1) select app.expect((select count(*) from gone), $3::bigint, 'SA002')");
}

}  // namespace
