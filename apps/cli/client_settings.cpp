#include "client_settings.hpp"

#include <chrono>

namespace dataarts::cli {

void read_client(option_reader const& reader, client_settings& into) {
  apps::read_service_access(reader, into);
  into.client.call_timeout = reader.read_duration(option::timeout).value_or(std::chrono::seconds(30));
  constexpr std::size_t most_connections = 65'535;
  into.client.max_connections = reader.read_count(option::connections, into.client.max_connections, most_connections);
  apps::check(into);
}

}  // namespace dataarts::cli
