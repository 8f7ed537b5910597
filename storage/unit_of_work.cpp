#include "storage/unit_of_work.hpp"

#include <pqxx/pqxx>

#include "storage/connection.hpp"

namespace storage {

namespace {

class pqxx_rows final : public raw_rows {
 public:
  explicit pqxx_rows(pqxx::result result) : result_(std::move(result)) {}
  std::size_t size() const override { return result_.size(); }
  int column(std::string_view name) const override {
    for (pqxx::row::size_type i = 0; i < result_.columns(); ++i)
      if (name == result_.column_name(i)) return static_cast<int>(i);
    return -1;
  }
  std::optional<std::string_view> cell(std::size_t row, int column) const override {
    auto field = result_[static_cast<pqxx::result::size_type>(row)]
                        [static_cast<pqxx::row::size_type>(column)];
    if (field.is_null()) return std::nullopt;
    return std::string_view(field.c_str(), field.size());
  }

 private:
  pqxx::result result_;
};

}  // namespace

unit_of_work::unit_of_work(pqxx::transaction_base& tx, ::user_id user,
                           std::shared_ptr<const crypto::aead_key> key)
    : tx_(tx), user_(user), key_(std::move(key)) {}

std::unique_ptr<raw_rows> unit_of_work::run(const statement& s,
                                            const std::vector<std::optional<std::string>>& params) {
  // What pqxx says quotes values and statements, so it goes no further than this.
  try {
    tx_.conn().prepare(s.name, s.sql);
    return std::make_unique<pqxx_rows>(
        tx_.exec_prepared(s.name, pqxx::prepare::make_dynamic_params(params)));
  } catch (const pqxx::insufficient_privilege&) {
    throw storage_failure(errc::forbidden, std::string(s.name) + ": SQLSTATE 42501", "42501");
  } catch (const pqxx::sql_error& e) {
    throw storage_failure(errc_of(e.sqlstate()), std::string(s.name) + ": SQLSTATE " + e.sqlstate(),
                          e.sqlstate());
  } catch (const pqxx::broken_connection&) {
    throw storage_failure(errc::unavailable, std::string(s.name) + ": connection lost");
  } catch (const pqxx::failure&) {
    throw storage_failure(errc::internal, std::string(s.name) + ": refused by the client library");
  }
}

}  // namespace storage
