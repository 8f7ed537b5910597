#include "config/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using ::testing::HasSubstr;

TEST(Metrics, HandlesWithoutARegistryDoNothing) {
  metrics::counter().add();
  metrics::gauge().set(1);
  metrics::histogram().observe(1);
  metrics::counters().of("x").add();
  metrics::gauges().of("x").set(1);
}

TEST(Metrics, CountsByLabel) {
  metrics::registry all;
  all.intents.of("log_water").add();
  all.intents.of("log_water").add();
  all.outbox.of("pending").set(7);
  all.commit_batch.observe(3);
  auto text = all.render();
  EXPECT_THAT(text, HasSubstr("sms_intents_total{intent=\"log_water\"} 2"));
  EXPECT_THAT(text, HasSubstr("sms_outbox_texts{state=\"pending\"} 7"));
  EXPECT_THAT(text, HasSubstr("sms_commit_batch_sets_bucket{le=\"4\"} 1"));
}

TEST(Metrics, LabelsStayBounded) {
  metrics::registry all;
  for (int i = 0; i < 1000; ++i) all.intents.of(std::to_string(i)).add();
  EXPECT_THAT(all.render(), HasSubstr("sms_intents_total{intent=\"other\"} 744"));
}

}  // namespace
