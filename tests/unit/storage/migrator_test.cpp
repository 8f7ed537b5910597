#include "storage/migrator.hpp"

#include <gtest/gtest.h>

namespace {

using storage::migrations_from;

TEST(EmbeddedMigrations, AreCompleteNumberedPairs) {
  auto all = migrations_from(storage::embedded_migrations());
  ASSERT_TRUE(all.has_value()) << all.error().detail;
  EXPECT_GE(all->size(), 7u);
  for (std::size_t i = 0; i < all->size(); ++i) {
    EXPECT_EQ((*all)[i].number, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ((*all)[i].checksum.size(), 64u);
  }
}

TEST(EmbeddedMigrations, AreRefusedWhenOneIsMissingOrTwice) {
  auto code = [](std::vector<embedded_file> files) {
    auto r = migrations_from(files);
    return r ? errc::none : r.error().code;
  };
  EXPECT_EQ(code({{"0001_a.sql", "x"}, {"0001_a.down.sql", "y"}}), errc::none);
  EXPECT_EQ(code({{"0001_a.sql", "x"}}), errc::internal);
  EXPECT_EQ(code({{"0001_a.down.sql", "x"}}), errc::internal);
  EXPECT_EQ(code({{"0002_a.sql", "x"}, {"0002_a.down.sql", "y"}}), errc::internal);
  EXPECT_EQ(code({{"0001_a.sql", "x"}, {"0001_b.down.sql", "y"}}), errc::internal);
  EXPECT_EQ(code({{"readme.sql", "x"}}), errc::internal);
}

}  // namespace
