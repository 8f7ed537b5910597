// Whatever stands in a settings file, the environment or a flag: it is read or refused, each
// refusal names its setting, and no secret's value is repeated in one.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "config/settings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto known = describe_settings();
  const auto& setting = known[data[0] % known.size()];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);

  settings_sources file;
  file.toml = text;
  file.toml_name = "settings.toml";
  file.environment = [](const char*) -> const char* { return nullptr; };
  for (const auto& fault : load_settings(file).faults)
    if (fault.detail.empty()) std::abort();

  settings_sources said;
  const auto until_nul = std::string(text.c_str());
  said.environment = [&](const char* name) {
    return setting.environment == name ? until_nul.c_str() : nullptr;
  };
  said.environment_names.push_back(setting.environment);
  settings_sources flagged;
  flagged.environment = file.environment;
  flagged.flags.emplace(setting.key, text);
  for (const auto* from : {&said, &flagged})
    for (const auto& fault : load_settings(*from).faults) {
      if (fault.field.empty()) std::abort();
      if (setting.is_secret && text.size() >= 16 && fault.detail.find(text) != std::string::npos)
        std::abort();
    }
  return 0;
}
