// A phone in the terminal: texts a server in simulator mode over HTTP, so it takes the same path as
// every other text. Without a server of its own to talk to it starts one in this process' place.

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <string>
#include <thread>

#include "net/app/commands.hpp"
#include "net/client/https_client.hpp"
#include "net/client/url.hpp"

extern char** environ;

namespace app {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

/// A server that lives as long as the chat does.
class own_server {
 public:
  explicit own_server(const settings& s) {
    // Secrets go by the environment: an argument is visible to everybody on the machine.
    setenv("DATABASE_URL", s.database.url.reveal().c_str(), 1);
    setenv("ENCRYPTION_KEY", s.security.encryption_key.reveal().c_str(), 1);
    auto data_dir = s.database.data_dir.string();
    auto port = std::to_string(s.server.http_port);
    std::vector<std::string> words{"sms-assistant",      "serve", "--database-data-dir", data_dir,
                                   "--server-http-port", port,    "--simulator-mode",    "on",
                                   "--log-level",        "error"};
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr, arguments.data(), environ) != 0)
      pid_ = -1;
    posix_spawn_file_actions_destroy(&actions);
  }
  ~own_server() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  own_server(const own_server&) = delete;
  own_server& operator=(const own_server&) = delete;

  bool ended() {
    if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == 0) return false;
    pid_ = -1;
    return true;
  }

 private:
  pid_t pid_ = -1;
};

bool ready(const std::string& url) {
  net::client::https_client client;
  auto answer = client.perform({.url = url + "/health/ready"});
  return answer && answer->status == 200;
}

std::string error_of(const result<net::client::http_response>& answer) {
  if (!answer) return answer.error().detail;
  return fmt::format("the server answered {}", answer->status);
}

/// Sends one text and prints what comes back.
void send(net::client::https_client& client, const std::string& url, const std::string& from,
          const std::string& text) {
  json::object body{{"from", from}, {"body", text}};
  auto answer = client.perform({.method = "POST",
                                .url = url + "/simulator/messages",
                                .headers = {"Content-Type: application/json"},
                                .body = json::serialize(body)});
  if (!answer || answer->status != 200) {
    fmt::print("  (not sent: {})\n", error_of(answer));
    return;
  }
  for (auto& reply : json::parse(answer->body).at("replies").as_array())
    fmt::print("  {}\n", std::string_view(reply.as_string()));
}

/// The texts that the server sent by itself after number `after`: reminders. Moves `after` on.
std::vector<std::string> sent_since(net::client::https_client& client, const std::string& url,
                                    const std::string& from, std::int64_t& after) {
  std::vector<std::string> bodies;
  auto to = net::client::percent_encode(from);
  auto answer =
      client.perform({.url = fmt::format("{}/simulator/outbox?to={}&after={}", url, to, after)});
  if (!answer || answer->status != 200) return bodies;
  auto page = json::parse(answer->body);
  for (auto& text : page.at("texts").as_array()) bodies.emplace_back(text.at("body").as_string());
  after = page.at("last").to_number<std::int64_t>();
  return bodies;
}

int converse(const std::string& url, const std::string& from) {
  net::client::https_client sending;
  std::atomic<bool> leaving = false;
  std::thread listener([&] {
    net::client::https_client receiving;
    std::int64_t after = 0;
    sent_since(receiving, url, from, after);  // what came before this chat was read elsewhere
    while (!leaving) {
      for (auto& body : sent_since(receiving, url, from, after)) fmt::print("  {}\n", body);
      std::fflush(stdout);
      for (int i = 0; i < 20 && !leaving; ++i) std::this_thread::sleep_for(100ms);
    }
  });
  if (isatty(STDIN_FILENO)) fmt::print("Text away; Ctrl-D ends. You are {}.\n", from);
  for (std::string text; std::getline(std::cin, text);)
    if (!text.empty()) send(sending, url, from, text);
  leaving = true;
  listener.join();
  return 0;
}

}  // namespace

int chat(const settings& s, const std::string& url, const std::string& from) {
  if (!url.empty()) {
    if (ready(url)) return converse(url, from);
    fmt::print(stderr, "sms-assistant: no server is ready at {}\n", url);
    return 1;
  }
  auto local = fmt::format("http://127.0.0.1:{}", s.server.http_port);
  if (ready(local)) return converse(local, from);

  own_server server(s);
  for (auto deadline = std::chrono::steady_clock::now() + 60s; !ready(local);) {
    if (server.ended() || std::chrono::steady_clock::now() > deadline) {
      fmt::print(stderr,
                 "sms-assistant: the server did not start; `sms-assistant serve` says why\n");
      return 1;
    }
    std::this_thread::sleep_for(50ms);
  }
  return converse(local, from);
}

}  // namespace app
