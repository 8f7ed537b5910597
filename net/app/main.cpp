// The command line. See commands.hpp for what each command does.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "net/app/commands.hpp"

namespace {

/// Every setting as a flag of the whole program.
void add_setting_flags(CLI::App& program, std::map<std::string, std::string, std::less<>>& into) {
  for (auto& d : describe_settings()) {
    program
        .add_option_function<std::string>(
            d.flag, [&into, key = std::string(d.key)](const std::string& v) { into[key] = v; },
            std::string(d.help))
        ->group("Settings");
  }
}

int report(const std::vector<error>& faults) {
  fmt::print(stderr, "sms-assistant: the settings are not usable:\n");
  for (auto& fault : faults) fmt::print(stderr, "  {} {}\n", fault.field, fault.detail);
  return 2;
}

int run(int argc, char** argv) {
  CLI::App program("A personal assistant by text message", "sms-assistant");
  program.require_subcommand(1);
  program.fallthrough();
  program.set_version_flag("--version", SMS_VERSION);
  std::filesystem::path file;
  program.add_option("--config", file, "Settings file (TOML)")->check(CLI::ExistingFile);
  std::map<std::string, std::string, std::less<>> flags;
  add_setting_flags(program, flags);

  auto load = [&] { return load_settings(sources_of_process(file, flags)); };
  std::function<int()> chosen;
  auto with_settings = [&](auto command) {
    return [&chosen, &load, command] {
      chosen = [&load, command] {
        auto loaded = load();
        return loaded.faults.empty() ? command(loaded.values) : report(loaded.faults);
      };
    };
  };

  program.add_subcommand("serve", "Run the server")->callback(with_settings([&](const settings& s) {
    return app::serve(s, load);
  }));

  auto* chat = program.add_subcommand("chat", "A phone in the terminal");
  std::string url, from = "+15005550006";
  chat->add_option("--url", url, "A running server in simulator mode; without it one is started");
  chat->add_option("--from", from, "The number to text from");
  chat->callback(with_settings([&](const settings& s) { return app::chat(s, url, from); }));

  auto* understand =
      program.add_subcommand("understand", "Read JSON lines of texts, write what they mean");
  bool times = false;
  understand->add_flag("--times", times, "Time expressions only");
  understand->callback([&] { chosen = [&] { return app::understand(times); }; });

  auto* import = program.add_subcommand("import", "Load data into the data folder");
  auto* foods = import->add_subcommand("foods", "FoodData Central's CSV folder, or menus in JSON");
  import->require_subcommand(1);
  std::vector<std::filesystem::path> paths;
  foods->add_option("path", paths)->required()->check(CLI::ExistingPath);
  foods->callback(with_settings([&](const settings& s) { return app::import_foods(s, paths); }));

  auto* migrate = program.add_subcommand("migrate", "Bring the database's schema up or down");
  std::string action = "up";
  migrate->add_option("action", action)->check(CLI::IsMember({"up", "down", "status"}));
  migrate->callback(with_settings([&](const settings& s) { return app::migrate(s, action); }));

  program.add_subcommand("check", "Read all that is stored and say what breaks a rule")
      ->callback(with_settings([&](const settings& s) { return app::check(s); }));

  auto* user = program.add_subcommand("user", "Manage users");
  user->require_subcommand(1);
  auto* add = user->add_subcommand("add", "Make a user for a phone number");
  std::string phone;
  add->add_option("phone", phone, "E.164, such as +15005550006")->required();
  add->callback(with_settings([&](const settings& s) { return app::add_user(s, phone); }));

  auto* words = program.add_subcommand("words", "What a person taught, as a file");
  words->require_subcommand(1);
  std::filesystem::path words_file;
  bool preview = false;
  auto* words_out = words->add_subcommand("export", "Write it to standard output as JSON lines");
  words_out->add_option("phone", phone, "E.164, such as +15005550006")->required();
  words_out->callback(
      with_settings([&](const settings& s) { return app::export_words(s, phone); }));
  auto* words_in = words->add_subcommand("import", "Add what such a file holds");
  words_in->add_option("phone", phone, "E.164, such as +15005550006")->required();
  words_in->add_option("file", words_file)->required()->check(CLI::ExistingFile);
  words_in->add_flag("--preview", preview, "Say what would change, and change nothing");
  words_in->callback(with_settings(
      [&](const settings& s) { return app::import_words(s, phone, words_file, preview); }));

  program.add_subcommand("doctor", "Check that everything is set up")
      ->callback(with_settings([&](const settings& s) { return app::doctor(s); }));
  program.add_subcommand("settings", "Print the settings reference")->callback([&] {
    chosen = [] {
      fmt::print("{}", settings_reference());
      return 0;
    };
  });

  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return program.exit(fault) == 0 ? 0 : 2;
  }
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "sms-assistant: {}\n", fault.what());
    return 1;
  }
}
