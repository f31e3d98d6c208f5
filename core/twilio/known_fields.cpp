#include "core/twilio/known_fields.h"

#include <string_view>

namespace offhook::twilio {
namespace {

constexpr std::size_t FieldCount = std::size_t(Field::Count);
constexpr std::array<std::string_view, FieldCount> Names{
#define X(id, name) std::string_view(name),
    OFFHOOK_KNOWN_FIELDS(X)
#undef X
};

// Four times as many slots as names keeps probing short; a miss, the usual case, mostly meets an empty slot.
constexpr std::size_t SlotCount = 512;
static_assert(FieldCount * 4 <= SlotCount && FieldCount < 255);

// Length and three bytes tell Twilio's names apart well enough; hashing every byte would cost more than it saves.
constexpr std::size_t slotOf(const char *name, std::size_t size) {
    const auto at = [name](std::size_t i) { return std::size_t(static_cast<unsigned char>(name[i])); };
    return (size * 29 + at(0) * 7 + at(size / 2) * 37 + at(size - 1) * 101) % SlotCount;
}

constexpr std::array<std::uint8_t, SlotCount> makeSlots() {
    std::array<std::uint8_t, SlotCount> slots{}; // field number + 1; 0 is empty
    for (std::size_t i = 0; i < FieldCount; ++i) {
        std::size_t slot = slotOf(Names[i].data(), Names[i].size());
        while (slots[slot] != 0)
            slot = (slot + 1) % SlotCount;
        slots[slot] = std::uint8_t(i + 1);
    }
    return slots;
}
constexpr std::array<std::uint8_t, SlotCount> Slots = makeSlots();

} // namespace

std::optional<Field> knownField(QByteArrayView name) {
    if (name.isEmpty())
        return {};
    const std::string_view wanted(name.data(), std::size_t(name.size()));
    for (std::size_t slot = slotOf(wanted.data(), wanted.size()); Slots[slot] != 0; slot = (slot + 1) % SlotCount) {
        if (Names[Slots[slot] - 1U] == wanted)
            return Field(Slots[slot] - 1U);
    }
    return {};
}

QByteArrayView fieldName(Field field) {
    const std::string_view name = Names[std::size_t(field)];
    return {name.data(), qsizetype(name.size())};
}

KnownFields::KnownFields(const http::Parameters &params) {
    for (const http::Parameter &parameter : params) {
        const std::optional<Field> field = knownField(parameter.name);
        if (field && m_values[std::size_t(*field)] == nullptr)
            m_values[std::size_t(*field)] = &parameter.value;
    }
}

} // namespace offhook::twilio
