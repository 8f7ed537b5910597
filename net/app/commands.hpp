#pragma once
// What `sms-assistant <command>` runs. Each answers the process's exit code: 0 done, 1 failed,
// 2 the settings or arguments are wrong. People read standard output; faults go to standard error.

#include <filesystem>
#include <string>
#include <vector>

#include "config/settings.hpp"

namespace app {

/// The server, until SIGTERM or SIGINT. `reload` reads the settings again (SIGHUP: log level).
int serve(const settings& s, std::function<loaded_settings()> reload);
/// A phone in the terminal. Talks to the server at `url`, or starts one when `url` is empty.
int chat(const settings& s, const std::string& url, const std::string& from);
/// JSON lines from standard input to predictions on standard output; no database.
int understand(bool times);
int import_foods(const settings& s, const std::vector<std::filesystem::path>& paths);
/// action: up, down (one step back), status.
int migrate(const settings& s, const std::string& action);
/// Makes a user for this number, who can then text.
int add_user(const settings& s, const std::string& phone);
/// A person's taught words as JSON lines on standard output, and from a file (nlp/learning/
/// vocabulary_file.hpp). `preview` says what would change and changes nothing.
int export_words(const settings& s, const std::string& phone);
int import_words(const settings& s, const std::string& phone, const std::filesystem::path& file,
                 bool preview);
/// Reads all that is stored and says what of it breaks a rule (storage/consistency.hpp).
int check(const settings& s);
/// Checks settings, database, migrations and, with credentials, Twilio's view of the webhook.
int doctor(const settings& s);

}  // namespace app
