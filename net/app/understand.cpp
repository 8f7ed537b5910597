#include <cstdio>
#include <iostream>
#include <string>

#include "net/app/commands.hpp"
#include "nlp/corpus_mode.hpp"
#include "nlp/times_mode.hpp"

namespace app {

int understand(bool times) {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);)
    std::cout << (times ? nlp::times_line(line) : nlp::understand_line(line)) << '\n';
  return std::cout.flush() ? 0 : 1;
}

}  // namespace app
