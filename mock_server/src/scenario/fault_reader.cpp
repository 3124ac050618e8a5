#include "scenario/fault_reader.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

constexpr std::array<named_values<wire_fault::ending>, 2> endings{
    {{"fin", wire_fault::ending::fin}, {"rst", wire_fault::ending::rst}}};
constexpr std::array<named_values<bool>, 1> each_poll{{{"every poll", true}}};

// What happens to the bytes: a fault has one of these at most.
constexpr std::array<std::string_view, 8> wire_keys{"stall",   "drip",           "cut",           "reset",
                                                    "garbage", "bad_chunk_size", "no_last_chunk", "wrong_length"};
constexpr std::string_view close_key = "unannounced_close";

}  // namespace

void fault_reader::warn(std::string const& message) {
  if (!silent_) warnings_.push_back(problem(message));
}

step_time fault_reader::delay_at(json::value const& from) {
  auto const made = time_at(from);
  if (client_timeout_ && made.second() >= *client_timeout_) {
    warn("may be as long as client.timeout, or longer: then the client does not see the answer");
  }
  return made;
}

fault_polls fault_reader::polls_at(json::value const& from) {
  auto const* object = from.if_object();
  if (object == nullptr) {
    if (!from.is_string())
      refuse(R"(is neither "every poll" nor {"first": n}, {"poll": n}, {"every": n} or {"rate": r})");
    one_of(from, each_poll);
    return fault_polls::every();
  }
  static constexpr std::string_view known[] = {"first", "poll", "every", "rate"};
  auto const before = problems();
  refuse_unknown(*object, known);
  std::optional<fault_polls> made;
  with(*object, "first", [&](json::value const& each) { made = fault_polls::first(count_at(each, 1)); });
  with(*object, "poll", [&](json::value const& each) { made = fault_polls::one(count_at(each, 1)); });
  with(*object, "every", [&](json::value const& each) { made = fault_polls::every_nth(count_at(each, 1)); });
  with(*object, "rate", [&](json::value const& each) {
    auto const share = share_at(each);
    if (!(share >= 0 && share <= 1)) refuse("is not a number between 0 and 1");
    made = fault_polls::rate(share);
  });
  if (problems() == before && (!made || object->size() != 1)) refuse("has to have one of first, poll, every and rate");
  return made ? *made : fault_polls::every();
}

// "17 bytes", or 17.
std::uint64_t fault_reader::bytes_at(json::value const& from) const {
  auto const* text = from.if_string();
  if (text == nullptr) return count_at(from, 0);
  std::string_view number(text->data(), text->size());
  for (std::string_view const unit : {" bytes", " byte"}) {
    if (!number.ends_with(unit)) continue;
    number.remove_suffix(unit.size());
    break;
  }
  if (number.empty() || number.size() > 18 || number.find_first_not_of("0123456789") != std::string_view::npos ||
      number.size() == text->size()) {
    refuse(R"(is not a number of bytes, such as "17 bytes")");
  }
  return std::stoull(std::string(number));
}

wire_fault::ending fault_reader::ending_at(json::value const& from) {
  if (from.is_bool() && from.get_bool()) return wire_fault::ending::fin;
  if (!from.is_object()) refuse(R"(is neither true nor {"with": "fin"} or {"with": "rst"})");
  static constexpr std::string_view known[] = {"with"};
  refuse_unknown(from.get_object(), known);
  auto made = wire_fault::ending::fin;
  with(from.get_object(), "with", [&](json::value const& each) { made = one_of(each, endings); });
  return made;
}

wire_fault fault_reader::stall_at(json::value const& from) {
  if (from.is_bool() && from.get_bool()) return wire_fault::stall();
  if (!from.is_object()) refuse(R"(is neither true nor {"after": "17 bytes"})");
  static constexpr std::string_view known[] = {"after"};
  refuse_unknown(from.get_object(), known);
  std::uint64_t bytes = 0;
  with(from.get_object(), "after", [&](json::value const& each) { bytes = bytes_at(each); });
  return wire_fault::stall(bytes);
}

wire_fault fault_reader::drip_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"bytes", "every"};
  refuse_unknown(object, known);
  for (auto const* each : {"bytes", "every"}) {
    if (!object.contains(each)) note(std::string("has no ") + each, {each});
  }
  std::uint64_t bytes = 1;
  std::chrono::nanoseconds every(1);
  with(object, "bytes", [&](json::value const& each) { bytes = count_at(each, 1); });
  with(object, "every", [&](json::value const& each) {
    every = duration_at(each);
    if (every == std::chrono::nanoseconds::zero()) refuse("is no time");
  });
  return wire_fault::drip(bytes, std::max(every, std::chrono::nanoseconds(1)));
}

wire_fault fault_reader::cut_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"after", "with"};
  refuse_unknown(object, known);
  if (!object.contains("after")) note("has no after", {"after"});
  std::uint64_t bytes = 0;
  auto how = wire_fault::ending::fin;
  with(object, "after", [&](json::value const& each) { bytes = bytes_at(each); });
  with(object, "with", [&](json::value const& each) { how = one_of(each, endings); });
  return wire_fault::cut(bytes, how);
}

wire_fault fault_reader::garbage_at(json::value const& from) {
  if (from.is_bool() && from.get_bool()) return wire_fault::garbage();
  if (!from.is_object()) refuse(R"(is neither true nor {"bytes": 64})");
  auto const& object = from.get_object();
  static constexpr std::string_view known[] = {"bytes", "seed", "with"};
  refuse_unknown(object, known);
  std::uint64_t bytes = 64;
  std::uint64_t seed = 1;
  auto how = wire_fault::ending::fin;
  with(object, "bytes", [&](json::value const& each) { bytes = count_at(each, 1); });
  with(object, "seed", [&](json::value const& each) { seed = count_at(each, 0); });
  with(object, "with", [&](json::value const& each) { how = one_of(each, endings); });
  return wire_fault::garbage(bytes, seed, how);
}

std::optional<wire_fault> fault_reader::wire_at(json::object const& from) {
  std::optional<wire_fault> made;
  with(from, "stall", [&](json::value const& each) { made = stall_at(each); });
  with(from, "drip", [&](json::value const& each) { made = drip_at(each); });
  with(from, "cut", [&](json::value const& each) { made = cut_at(each); });
  with(from, "reset", [&](json::value const& each) {
    if (!truth_at(each)) refuse("is false; leave it out");
    made = wire_fault::reset();
  });
  with(from, "garbage", [&](json::value const& each) {
    try {
      made = garbage_at(each);
    } catch (std::invalid_argument const& found) {
      refuse(std::string("is not possible: ") + found.what());
    }
  });
  with(from, "bad_chunk_size", [&](json::value const& each) { made = wire_fault::bad_chunk_size(ending_at(each)); });
  with(from, "no_last_chunk", [&](json::value const& each) { made = wire_fault::no_last_chunk(ending_at(each)); });
  with(from, "wrong_length", [&](json::value const& each) {
    auto const& object = object_at(each);
    static constexpr std::string_view known[] = {"by"};
    refuse_unknown(object, known);
    if (!object.contains("by")) refuse("has no by");
    with(object, "by", [&](json::value const& by) {
      try {
        made = wire_fault::wrong_length(number_at(by));
      } catch (std::invalid_argument const& found) {
        refuse(std::string("is not possible: ") + found.what());
      }
    });
  });
  with(from, close_key, [&](json::value const& each) { made = wire_fault::unannounced_close(ending_at(each)); });
  return made;
}

fault_rule fault_reader::fault_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr auto known = [] {
    std::array<std::string_view, wire_keys.size() + 5> all{"name", "on", "delay", "answer", close_key};
    std::copy(wire_keys.begin(), wire_keys.end(), all.begin() + 5);
    return all;
  }();
  auto const before = problems();
  refuse_unknown(object, known);
  fault_rule made;
  made.name = required(object, "name");
  if (!object.contains("on")) {
    note(R"(has no on; it says which polls, such as "every poll" or {"first": 2})", {"on"});
  }
  with(object, "on", [&](json::value const& each) { made.on = polls_at(each); });
  with(object, "delay", [&](json::value const& each) { made.delay = delay_at(each); });
  auto const is_there = [&](std::string_view each) { return object.contains(json::string_view(each)); };
  auto const effects = std::count_if(wire_keys.begin(), wire_keys.end(), is_there) + (is_there(close_key) ? 1 : 0) +
                       (is_there("answer") ? 1 : 0);
  if (effects > 1) note("does two things to one answer; make two faults of it", {});
  if (effects == 0 && !made.delay && problems() == before) {
    note("does nothing; it needs a delay, an answer, a cut or the like", {"delay"});
  }
  with(object, "answer", [&](json::value const& each) {
    made.answer = std::make_shared<mock::answer const>(make_answer(canned_at(each)));
  });
  if (auto const wire = wire_at(object)) made.wire = std::make_shared<wire_fault const>(*wire);
  if (problems() == before) validate(object, [&] { made.validate(); });
  return made;
}

}  // namespace dataarts::mock::scenarios
