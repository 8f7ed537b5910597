// Texts a running server over its signed webhook and reports what came back.
//
//   load_generator --port P --base-url URL --token T --account AC.. --to +1.. --users N
//                  --turns N --connections C [--rate R] [--duplicates 0.02] [--acknowledged FILE]
//
// Closed loop by default: each connection sends its next text when it has the answer to the last.
// With --rate, open loop: texts arrive at that rate whatever the server does, and a latency counts
// from when the text should have been sent, so a stall is not hidden. One thread, one epoll: it
// shares the machine with what it measures. Prints one JSON line.

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <deque>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "config/common/crypto.hpp"

namespace {

using steady = std::chrono::steady_clock;

/// What people text, about as often as they do.
constexpr std::array texts{"drank a bottle",
                           "drank 500ml",
                           "had 2 glasses of water",
                           "16 oz water",
                           "drank a bottle of water",
                           "ate a quesadilla",
                           "2 eggs and toast for breakfast",
                           "had a banana",
                           "chicken and rice for lunch",
                           "ate pizza for dinner, 600 cal",
                           "2 eggs, 500ml water, ran 5k",
                           "did bench press 135x5",
                           "squat 225 5x5",
                           "ran 3 miles in 27 min",
                           "slept 11pm-7am",
                           "slept 7.5 hours",
                           "todo buy groceries",
                           "todo call the dentist",
                           "remind me to call mom at 3pm",
                           "remind me to stretch in 2 hours",
                           "what do I have today?",
                           "how much water today",
                           "how much did I sleep this week?",
                           "wifi password is hunter22",
                           "undo",
                           "thanks",
                           "help food"};

struct options {
  std::uint16_t port = 8080;
  std::string base_url = "http://127.0.0.1:8080", token, account, to = "+15005550001";
  std::string acknowledged;
  std::uint32_t users = 1000, turns = 10'000, connections = 64, first_user = 0;
  double rate = 0, duplicates = 0;
  std::uint64_t seed = 1;
  bool register_users = false;  ///< one text of every user, in order, instead of a mix
};

struct text_sent {
  std::uint32_t user = 0, sid = 0, text = 0;
  bool duplicate = false;
};

struct connection {
  int fd = -1;
  bool busy = false;
  text_sent sending;
  steady::time_point due;
  std::string out, in;
  std::size_t written = 0;
};

class generator {
 public:
  explicit generator(options o) : options_(std::move(o)), random_(options_.seed) {
    for (auto c : crypto::random_bytes(4)) run_ = run_ * 256 + static_cast<unsigned char>(c);
  }

  void run() {
    epoll_ = epoll_create1(0);
    connections_.resize(options_.connections);
    for (auto& c : connections_) open(c);
    start_ = steady::now();
    if (options_.rate == 0)
      for (auto& c : connections_) send_next(c, steady::now());
    while (finished_ < options_.turns) {
      if (options_.rate > 0) release_due();
      wait();
    }
    stop_ = steady::now();
  }

  void report() {
    std::sort(latencies_.begin(), latencies_.end());
    auto at = [&](double q) {
      return latencies_.empty()
                 ? 0.0
                 : latencies_[std::min(latencies_.size() - 1, std::size_t(q * latencies_.size()))];
    };
    auto seconds = std::chrono::duration<double>(stop_ - start_).count();
    fmt::print(
        "{{\"turns\":{},\"seconds\":{:.3f},\"turns_per_s\":{:.1f},\"acknowledged\":{},\"errors\":{}"
        ","
        "\"refused\":{},\"mismatched_duplicates\":{},\"p50_ms\":{:.3f},\"p95_ms\":{:.3f},\"p99_"
        "ms\":{:.3f},"
        "\"p999_ms\":{:.3f},\"max_ms\":{:.3f}}}\n",
        finished_, seconds, finished_ / seconds, acknowledged_.size(), errors_, refused_,
        mismatched_, at(.50), at(.95), at(.99), at(.999),
        latencies_.empty() ? 0.0 : latencies_.back());
    if (!options_.acknowledged.empty()) {
      std::ofstream file(options_.acknowledged, std::ios::app);
      for (auto sid : acknowledged_) file << sid_text(sid) << '\n';
    }
  }

 private:
  std::string sid_text(std::uint32_t sid) const {
    return fmt::format("SM{:016x}{:08x}{:08x}", 0, run_, sid);
  }
  static std::string phone(std::uint32_t user) { return fmt::format("+1500{:07}", user); }

  static std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (unsigned char c : text) {
      if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~')
        encoded += static_cast<char>(c);
      else
        encoded += fmt::format("%{:02X}", c);
    }
    return encoded;
  }

  std::string request(const text_sent& t) const {
    std::array<std::pair<std::string_view, std::string>, 6> form{{{"AccountSid", options_.account},
                                                                  {"Body", texts[t.text]},
                                                                  {"From", phone(t.user)},
                                                                  {"MessageSid", sid_text(t.sid)},
                                                                  {"NumMedia", "0"},
                                                                  {"To", options_.to}}};
    auto signed_text = options_.base_url + "/webhooks/twilio/sms";
    std::string body;
    for (auto& [name, value] : form) {
      signed_text.append(name).append(value);
      if (!body.empty()) body += '&';
      body.append(name).append("=").append(percent_encoded(value));
    }
    auto signature = crypto::base64(crypto::hmac_sha1(options_.token, signed_text));
    return fmt::format(
        "POST /webhooks/twilio/sms HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\n"
        "X-Twilio-Signature: {}\r\nContent-Length: {}\r\n\r\n{}",
        signature, body.size(), body);
  }

  text_sent next_text() {
    ++started_;
    std::uniform_real_distribution<double> chance(0, 1);
    if (!answered_.empty() && chance(random_) < options_.duplicates) {
      auto again = answered_[random_() % answered_.size()].first;
      again.duplicate = true;
      return again;
    }
    auto user = options_.register_users ? started_ - 1
                                        : static_cast<std::uint32_t>(random_() % options_.users);
    auto text = options_.register_users ? 0 : static_cast<std::uint32_t>(random_() % texts.size());
    return {options_.first_user + user, next_sid_++, text, false};
  }

  void open(connection& c) {
    c.fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(c.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);
    }
    int on = 1;
    setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &c;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, c.fd, &event);
  }

  void reopen(connection& c) {
    ::close(c.fd);
    c.in.clear();
    open(c);
  }

  void send_next(connection& c, steady::time_point due) {
    if (started_ >= options_.turns) return;
    c.sending = next_text();
    c.busy = true;
    c.due = due;
    c.out = request(c.sending);
    // Requests are far smaller than a socket's buffer, so one write takes them whole.
    if (::send(c.fd, c.out.data(), c.out.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(c.out.size()))
      failed(c);
  }

  void release_due() {
    auto now = steady::now();
    auto due = [&](std::uint64_t n) {
      return start_ + std::chrono::duration_cast<steady::duration>(
                          std::chrono::duration<double>(n / options_.rate));
    };
    for (auto& c : connections_) {
      if (started_ >= options_.turns || due(started_) > now) return;
      if (!c.busy) send_next(c, due(started_));
    }
  }

  void wait() {
    std::array<epoll_event, 256> events;
    int n = epoll_wait(epoll_, events.data(), events.size(), options_.rate > 0 ? 1 : 1000);
    for (int i = 0; i < n; ++i)
      receive(*static_cast<connection*>(events[static_cast<std::size_t>(i)].data.ptr));
  }

  void receive(connection& c) {
    std::array<char, 16384> buffer;
    auto n = ::recv(c.fd, buffer.data(), buffer.size(), 0);
    if (n <= 0) return failed(c);
    c.in.append(buffer.data(), static_cast<std::size_t>(n));
    auto head_end = c.in.find("\r\n\r\n");
    if (head_end == c.in.npos) return;
    auto length_at = c.in.find("Content-Length: ");
    auto length =
        length_at == c.in.npos ? 0 : std::strtoul(c.in.c_str() + length_at + 16, nullptr, 10);
    if (c.in.size() < head_end + 4 + length) return;
    answered(c, std::atoi(c.in.c_str() + 9), c.in.substr(head_end + 4, length));
    c.in.clear();
    c.busy = false;
    if (options_.rate == 0) send_next(c, steady::now());
  }

  void answered(connection& c, int status, const std::string& body) {
    ++finished_;
    latencies_.push_back(std::chrono::duration<double, std::milli>(steady::now() - c.due).count());
    if (status == 503)
      ++refused_;
    else if (status != 200 || body.find("<Message>") == body.npos)
      ++errors_;
    else if (c.sending.duplicate)
      check_same(c.sending, body);
    else {
      acknowledged_.push_back(c.sending.sid);
      if (answered_.size() < 10'000) answered_.emplace_back(c.sending, body);
    }
  }

  void check_same(const text_sent& t, const std::string& body) {
    auto first = std::find_if(answered_.begin(), answered_.end(),
                              [&](auto& a) { return a.first.sid == t.sid; });
    if (first == answered_.end() || first->second != body) ++mismatched_;
  }

  void failed(connection& c) {
    if (c.busy) {
      ++finished_;
      ++errors_;
      c.busy = false;
    }
    reopen(c);
    if (options_.rate == 0) send_next(c, steady::now());
  }

  options options_;
  std::mt19937_64 random_;
  std::uint32_t run_ = 0;
  int epoll_ = -1;
  std::vector<connection> connections_;
  std::vector<std::pair<text_sent, std::string>> answered_;
  std::vector<std::uint32_t> acknowledged_;
  std::vector<double> latencies_;
  std::uint32_t started_ = 0, finished_ = 0, next_sid_ = 0;
  std::uint64_t errors_ = 0, refused_ = 0, mismatched_ = 0;
  steady::time_point start_, stop_;
};

}  // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app("Texts a server over its signed webhook");
  app.add_option("--port", o.port);
  app.add_option("--base-url", o.base_url);
  app.add_option("--token", o.token)->required();
  app.add_option("--account", o.account)->required();
  app.add_option("--to", o.to);
  app.add_option("--users", o.users);
  app.add_option("--first-user", o.first_user);
  app.add_option("--turns", o.turns);
  app.add_option("--connections", o.connections);
  app.add_option("--rate", o.rate);
  app.add_option("--duplicates", o.duplicates);
  app.add_option("--seed", o.seed);
  app.add_option("--acknowledged", o.acknowledged);
  app.add_flag("--register", o.register_users);
  CLI11_PARSE(app, argc, argv);
  generator g(o);
  g.run();
  g.report();
}
