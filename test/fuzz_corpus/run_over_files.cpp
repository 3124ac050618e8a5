// Stands in for libFuzzer: calls the target with every file of a folder, and with the beginnings of each.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

// Every beginning of short files; of long ones about so many.
constexpr std::size_t beginnings = 2000;

void run_over(std::filesystem::path const& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> const content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto const step = 1 + content.size() / beginnings;
  for (std::size_t size = 0; size <= content.size(); size += step) {
    std::vector<std::uint8_t> const part(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(size));
    LLVMFuzzerTestOneInput(part.data(), part.size());
  }
  std::vector<std::uint8_t> const whole(content.begin(), content.end());
  LLVMFuzzerTestOneInput(whole.data(), whole.size());
}

}  // namespace

int main(int argc, char** argv) try {
  std::size_t files = 0;
  for (int i = 1; i < argc; ++i) {
    for (auto const& entry : std::filesystem::directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      run_over(entry.path());
      ++files;
    }
  }
  std::printf("%zu files\n", files);
  if (files == 0) std::fputs("usage: give at least one folder with files\n", stderr);
  return files == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
} catch (std::exception const& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return EXIT_FAILURE;
}
