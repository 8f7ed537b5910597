#include "config/common/crypto.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace {

std::string unhex(std::string_view text) {
  auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    out.push_back(static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1])));
  return out;
}

std::string counting_bytes(int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out.push_back(static_cast<char>(i));
  return out;
}

TEST(Digests, AgreeWithPublishedVectors) {
  EXPECT_EQ(crypto::hex(crypto::sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(crypto::hex(crypto::sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  // RFC 2202 and RFC 4231, test case 2.
  EXPECT_EQ(crypto::hex(crypto::hmac_sha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(crypto::hex(crypto::hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(crypto::hex(crypto::hmac_sha256("", "")),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Base64, AgreesWithTheRfcAndTakesItsOwnOutputBack) {
  EXPECT_EQ(crypto::base64(""), "");
  EXPECT_EQ(crypto::base64("f"), "Zg==");
  EXPECT_EQ(crypto::base64("fo"), "Zm8=");
  EXPECT_EQ(crypto::base64("foo"), "Zm9v");
  EXPECT_EQ(crypto::base64("foobar"), "Zm9vYmFy");
  for (int n = 0; n < 256; ++n) {
    auto back = crypto::from_base64(crypto::base64(counting_bytes(n)));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, counting_bytes(n));
  }
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (auto text :
       {"Z", "Zg", "Zg=", "=Zg=", "Z===", "====", "Zm9v!m9v", "Zm9v\n", "Zh==", "Zg==Zg=="})
    EXPECT_FALSE(crypto::from_base64(text).has_value()) << text;
}

TEST(ConstantTimeComparison, TellsEqualFromUnequal) {
  EXPECT_TRUE(crypto::equal_in_constant_time("", ""));
  EXPECT_TRUE(crypto::equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(crypto::equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(crypto::equal_in_constant_time("abc", "ab"));
}

TEST(RandomBytes, DoNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(crypto::random_bytes(16));
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(SealedBlob, OpensOneThatAnotherImplementationMade) {
  // Python's cryptography: AESGCM(bytes(range(32))).encrypt(bytes(range(12)), b"water is wet",
  // b"7|facts.value"), behind version 1 and key id 258.
  crypto::aead_key key(258, counting_bytes(32));
  auto plain = key.open(
      unhex("0100000102000102030405060708090a0b3063a27eb7c5ab68ad36f2ffc5d82475e8fb1c04a9c2e1071e38"
            "846f"),
      "7|facts.value");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(*plain, "water is wet");
}

TEST(SealedBlob, OpensTheVectorOfTheGcmSpecification) {
  // McGrew and Viega, test case 16.
  crypto::aead_key key(0,
                       unhex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
  auto blob = unhex(
      "0100000000"
      "cafebabefacedbaddecaf888"
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
      "76fc6ece0f4e1768cddf8853bb2d551b");
  auto plain = key.open(blob, unhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(
      crypto::hex(*plain),
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e24"
      "49a6b525b16aedf5aa0de657ba637b39");
}

TEST(SealedBlob, OpensOnlyUnchangedAndInItsPlace) {
  crypto::aead_key key(7, crypto::random_bytes(32));
  crypto::aead_key same_id(7, crypto::random_bytes(32));
  crypto::aead_key other_id(8, crypto::random_bytes(32));
  auto blob = key.seal("blood type: A+", "1|facts.value");
  EXPECT_EQ(blob.find("blood"), std::string::npos);
  EXPECT_EQ(*key.open(blob, "1|facts.value"), "blood type: A+");
  EXPECT_EQ(key.open(blob, "2|facts.value").error().code, errc::forbidden);
  EXPECT_EQ(same_id.open(blob, "1|facts.value").error().code, errc::forbidden);
  EXPECT_EQ(other_id.open(blob, "1|facts.value").error().code, errc::forbidden);
  for (std::size_t i = 0; i < blob.size(); ++i) {
    auto changed = blob;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(key.open(changed, "1|facts.value").has_value()) << i;
    EXPECT_FALSE(key.open(blob.substr(0, i), "1|facts.value").has_value()) << i;
  }
}

TEST(SealedBlob, KeepsAnyLengthAndNeverLooksTheSameTwice) {
  crypto::aead_key key(1, crypto::random_bytes(32));
  for (std::size_t n : {0u, 1u, 15u, 16u, 17u, 1600u, 100'000u}) {
    auto plain = crypto::random_bytes(n);
    auto blob = key.seal(plain, "");
    EXPECT_EQ(blob.size(), n + 33);
    EXPECT_EQ(*key.open(blob, ""), plain);
    EXPECT_NE(blob, key.seal(plain, ""));
  }
  EXPECT_EQ(*crypto::aead_key::key_id_of(key.seal("x", "")), 1u);
  EXPECT_FALSE(crypto::aead_key::key_id_of("short").has_value());
}

TEST(SealedBlob, IsMadeByManyThreadsAtOnce) {
  crypto::aead_key key(1, crypto::random_bytes(32));
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 2000; ++i) {
        auto plain = std::to_string(t) + ":" + std::to_string(i);
        if (key.open(key.seal(plain, "a"), "a").value() != plain) ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(AeadKey, HasThirtyTwoBytes) {
  EXPECT_THROW(crypto::aead_key(1, "short"), std::invalid_argument);
}

}  // namespace
