#include <dataarts/instance_ref.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(instance_ref_test)

using dataarts::instance_ref;

namespace {

// Three texts of so many characters together, on both sides of what fits inside the object.
std::vector<std::size_t> sizes() {
  auto const inside = instance_ref::inline_capacity;
  return {0, 1, 2, 3, inside - 1, inside, inside + 1, 1000};
}

struct parts {
  explicit parts(std::size_t total)
      : script(total / 2, 's'),
        instance((total - total / 2) / 2, 'i'),
        workspace(total - script.size() - instance.size(), 'w') {}

  instance_ref ref() const { return {script, instance, workspace}; }
  bool held_by(instance_ref const& ref) const {
    return ref.script() == script && ref.instance() == instance && ref.workspace() == workspace;
  }

  std::string script;
  std::string instance;
  std::string workspace;
};

bool is_empty(instance_ref const& ref) {
  return ref.script().empty() && ref.instance().empty() && ref.workspace().empty();
}

}  // namespace

BOOST_AUTO_TEST_CASE(holds_its_texts) {
  BOOST_TEST(is_empty(instance_ref()));
  instance_ref const usual("dwsscript", "a1ad-448a-9d56-4154193d49c5");
  BOOST_TEST(usual.script() == "dwsscript");
  BOOST_TEST(usual.instance() == "a1ad-448a-9d56-4154193d49c5");
  BOOST_TEST(usual.workspace() == "");
  for (auto const size : sizes()) BOOST_TEST(parts(size).held_by(parts(size).ref()));
}

BOOST_AUTO_TEST_CASE(copies_and_moves_between_all_sizes) {
  for (auto const from : sizes()) {
    for (auto const to : sizes()) {
      BOOST_TEST_CONTEXT(from << " to " << to) {
        parts const texts(from);
        auto source = texts.ref();
        auto target = parts(to).ref();
        target = source;
        BOOST_TEST(texts.held_by(target));
        BOOST_TEST(texts.held_by(source));
        BOOST_TEST((source == target));
        auto other = parts(to).ref();
        other = std::move(source);
        BOOST_TEST(texts.held_by(other));
        instance_ref const copied(other);
        BOOST_TEST(texts.held_by(copied));
        instance_ref const moved(std::move(other));
        BOOST_TEST(texts.held_by(moved));
        BOOST_TEST(is_empty(other));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(assigns_to_itself) {
  for (auto const size : sizes()) {
    parts const texts(size);
    auto ref = texts.ref();
    auto& same = ref;
    ref = same;
    BOOST_TEST(texts.held_by(ref));
    ref = std::move(same);
    BOOST_TEST(texts.held_by(ref));
  }
}

BOOST_AUTO_TEST_CASE(a_moved_from_reference_is_empty) {
  for (auto const size : sizes()) {
    auto source = parts(size).ref();
    instance_ref target("something", "else");
    target = std::move(source);
    BOOST_TEST(is_empty(source));
  }
}

BOOST_AUTO_TEST_CASE(equality_looks_at_the_parts) {
  BOOST_TEST((instance_ref("ab", "c") == instance_ref("ab", "c", "")));
  BOOST_TEST((instance_ref("ab", "c") != instance_ref("a", "bc")));
  BOOST_TEST((instance_ref("a", "b", "c") != instance_ref("a", "bc", "")));
  BOOST_TEST((instance_ref("a", "b", "c") != instance_ref("a", "b", "d")));
}

BOOST_AUTO_TEST_SUITE_END()
