#include <dataarts/script.hpp>

#include <algorithm>

namespace dataarts {

namespace {

template <class Entries, class Name>
void put_entry(Entries& entries, Name&& name, std::string value) {
  auto const found = std::find_if(entries.begin(), entries.end(), [&](auto const& each) { return each.first == name; });
  if (found != entries.end()) {
    found->second = std::move(value);
  } else {
    entries.emplace_back(std::forward<Name>(name), std::move(value));
  }
}

}  // namespace

script_parameters& script_parameters::set(std::string name, std::string value) {
  put_entry(entries_, std::move(name), std::move(value));
  return *this;
}

script_draft& script_draft::put(std::string_view member, std::string value) {
  put_entry(texts_, member, std::move(value));
  return *this;
}

}  // namespace dataarts
