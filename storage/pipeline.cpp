#include "storage/pipeline.hpp"

#include <libpq-fe.h>

namespace storage {

void answer::clear::operator()(pg_result* r) const {
  PQclear(r);
}

std::size_t answer::rows() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::string_view answer::cell(std::size_t row, std::size_t column) const {
  int r = static_cast<int>(row), c = static_cast<int>(column);
  return {PQgetvalue(result_.get(), r, c),
          static_cast<std::size_t>(PQgetlength(result_.get(), r, c))};
}

pipeline::pipeline(connection& c) : connection_(c) {
  open_ = PQenterPipelineMode(connection_.native()) == 1;
  if (!open_) throw connection_.failed({});
}

/// Left open only when something threw before the answers were read: what the server would still
/// answer belongs to nobody.
pipeline::~pipeline() {
  if (open_) connection_.drop();
}

void pipeline::sent(int accepted) {
  if (!accepted) throw connection_.failed({});
  ++statements_;
}

void pipeline::add(const char* sql) {
  sent(PQsendQueryParams(connection_.native(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0));
}

void pipeline::add(const std::string& prepared, const std::vector<std::string_view>& values) {
  thread_local std::vector<const char*> bytes;
  thread_local std::vector<int> lengths, formats;
  bytes.clear();
  lengths.clear();
  for (auto v : values) {
    bytes.push_back(v.data());
    lengths.push_back(static_cast<int>(v.size()));
  }
  formats.assign(values.size(), 1);
  sent(PQsendQueryPrepared(connection_.native(), prepared.c_str(), static_cast<int>(values.size()),
                           bytes.data(), lengths.data(), formats.data(), 0));
}

std::vector<answer> pipeline::run() {
  auto* link = connection_.native();
  if (!PQpipelineSync(link)) throw connection_.failed({});
  std::vector<answer> answers;
  std::optional<std::string> refused;  // SQLSTATE of the first statement that failed
  answers.reserve(statements_);
  // The answers of each statement end with a null, those of all with the sync.
  for (std::size_t nulls = 0; nulls <= statements_ && PQstatus(link) == CONNECTION_OK;) {
    auto* result = PQgetResult(link);
    if (result == nullptr) {
      ++nulls;
      continue;
    }
    auto status = PQresultStatus(result);
    answer one(result);
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      answers.push_back(std::move(one));
    } else if (!refused) {
      const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      refused = state ? state : "";
    }
  }
  bool whole = PQstatus(link) == CONNECTION_OK && PQexitPipelineMode(link) == 1;
  open_ = false;
  if (!whole) throw connection_.failed({});
  if (refused) throw connection_.failed(*refused);
  return answers;
}

}  // namespace storage
