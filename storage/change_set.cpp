#include "storage/change_set.hpp"

#include <boost/mp11/list.hpp>

#include "storage/row_io.hpp"

namespace storage {

namespace {

void append_image(std::string& out, const std::optional<any_row>& row) {
  if (!row) {
    out += "null";
    return;
  }
  std::visit([&](const auto& r) { append_json(out, r); }, *row);
}

std::string_view table_of(const any_row& row) {
  return std::visit([](const auto& r) { return std::remove_cvref_t<decltype(r)>::table; }, row);
}

/// An image may be older than a column: that one keeps its standard value.
template <class Row>
Row read_old(const json::object& from) {
  if constexpr (requires(Row r) { r.user_id; })
    if (!from.find("user_id")) throw storage_failure(errc::internal, "an image of nobody's row");
  Row row;
  for_each_member<Row>([&](std::string_view name, auto pointer) {
    if (const auto value = from.find(name)) read_member<Row>(value, row.*pointer, sealing{}, name);
  });
  return row;
}

std::optional<any_row> read_image(std::string_view table, std::string_view json) {
  auto object = json::parse_object(json);
  std::optional<any_row> row;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, any_row>>(
      [&](auto type) {
        using row_type = typename decltype(type)::type;
        if (row_type::table == table) row = read_old<row_type>(*object);
      });
  if (!row) throw storage_failure(errc::internal, "an image of an unknown table");
  return row;
}

}  // namespace

std::string to_json(const std::vector<row_change>& changes) {
  std::string out = "[";
  for (const auto& c : changes) {
    if (out.size() > 1) out += ',';
    const auto& any = c.after ? c.after : c.before;
    if (!any) continue;
    out += "{\"table\":\"";
    out += table_of(*any);
    out += "\",\"before\":";
    append_image(out, c.before);
    out += ",\"after\":";
    append_image(out, c.after);
    out += '}';
  }
  out += ']';
  return out;
}

result<std::vector<row_change>> changes_from_json(std::string_view json) {
  try {
    std::vector<row_change> changes;
    for (const auto& element : json::split_array(json)) {
      auto change = json::parse_object(element);
      auto table = change->find("table");
      if (!table) return make_error(errc::invalid_argument, "an image without a table");
      row_change c;
      if (auto before = change->find("before")) c.before = read_image(*table, *before);
      if (auto after = change->find("after")) c.after = read_image(*table, *after);
      changes.push_back(std::move(c));
    }
    return changes;
  } catch (const storage_failure& e) {
    return make_error(errc::invalid_argument, e.what());
  }
}

}  // namespace storage
