#include "storage/user_keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace {

using storage::key_ring;

secret<std::string> master(char fill) {
  return secret<std::string>(crypto::base64(std::string(32, fill)));
}

std::shared_ptr<key_ring> ring(std::vector<secret<std::string>> keys) {
  return key_ring::make(keys).value();
}

TEST(KeyRing, TakesThirtyTwoBytesAsBase64AndNothingElse) {
  EXPECT_FALSE(key_ring::make({}).has_value());
  for (auto bad : {"", "short", "MDEyMzQ1", "not base64 at all, sorry"}) {
    auto r = key_ring::make({secret<std::string>(bad)});
    ASSERT_FALSE(r.has_value());
    EXPECT_EQ(r.error().field, "ENCRYPTION_KEY");
  }
}

TEST(KeyRing, OpensAUsersKeyForThatUserOnly) {
  auto keys = ring({master('a')});
  auto fresh = keys->make_user_key(7);
  auto sealed = fresh.key->seal("hello", "place");
  auto opened = ring({master('a')})->unwrap(7, fresh.wrapped);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ((*opened)->open(sealed, "place").value(), "hello");
  EXPECT_EQ(keys->unwrap(8, fresh.wrapped).error().code, errc::forbidden);
  EXPECT_EQ(ring({master('b')})->unwrap(7, fresh.wrapped).error().code, errc::forbidden);
  EXPECT_NE(keys->make_user_key(7).wrapped.blob, fresh.wrapped.blob);
}

TEST(KeyRing, RewrapsForANewMasterKeyWithoutTouchingTheData) {
  auto fresh = ring({master('a')})->make_user_key(7);
  auto sealed = fresh.key->seal("hello", "place");
  auto both = ring({master('b'), master('a')});
  auto again = both->rewrap(7, fresh.wrapped).value();
  ASSERT_TRUE(again.has_value());
  EXPECT_FALSE(both->rewrap(7, *again).value().has_value());
  auto opened = ring({master('b')})->unwrap(7, *again);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ((*opened)->open(sealed, "place").value(), "hello");
}

TEST(KeyRing, RemembersAndForgetsWithinItsLimit) {
  auto keys = ring({master('a')});
  for (user_id u = 1; u <= static_cast<user_id>(key_ring::cache_limit) + 10; ++u)
    (void)keys->unwrap(u, keys->make_user_key(u).wrapped);
  EXPECT_EQ(keys->cached(1), nullptr);
  EXPECT_NE(keys->cached(static_cast<user_id>(key_ring::cache_limit)), nullptr);
  keys->forget(static_cast<user_id>(key_ring::cache_limit));
  EXPECT_EQ(keys->cached(static_cast<user_id>(key_ring::cache_limit)), nullptr);
}

TEST(KeyRing, KnowsItsOwnVerifier) {
  auto a = ring({master('a')}), b = ring({master('b')});
  EXPECT_EQ(a->verify(a->make_verifier()), true);
  EXPECT_EQ(a->verify(b->make_verifier()), std::nullopt);
  EXPECT_EQ(ring({master('b'), master('a')})->verify(a->make_verifier()), true);
  EXPECT_NE(a->master_id(), b->master_id());
}

TEST(KeyRing, GivesTheSamePseudonymThroughARotation) {
  auto before = ring({master('a')});
  auto after = ring({master('b'), master('a')});
  EXPECT_EQ(before->pseudonym("sender", "+15550001111"),
            after->pseudonym("sender", "+15550001111"));
  EXPECT_NE(before->pseudonym("sender", "x"), before->pseudonym("audit", "x"));
  EXPECT_EQ(before->pseudonym("sender", "x").size(), 32u);
}

TEST(MasterKeyFile, IsMadeOnceForOurEyesOnly) {
  namespace fs = std::filesystem;
  auto dir = fs::temp_directory_path() / ("master-key-test-" + std::to_string(::getpid()));
  fs::create_directories(dir);
  auto file = dir / "sub" / "master.key";
  auto made = storage::load_or_make_master_key(file);
  ASSERT_TRUE(made.has_value()) << made.error().detail;
  EXPECT_TRUE(key_ring::make({*made}).has_value());
  EXPECT_EQ(storage::load_or_make_master_key(file)->reveal(), made->reveal());
  struct stat info {};
  ASSERT_EQ(::stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  fs::permissions(file, fs::perms(0644));
  EXPECT_EQ(storage::load_or_make_master_key(file).error().code, errc::forbidden);
  fs::remove_all(dir);
}

}  // namespace
