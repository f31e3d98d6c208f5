#include "core/tunnel/providers/manual.h"

#include "core/http/public_url.h"

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;

class Silent final : public Interpreter {
public:
    std::optional<Report> read(QByteArrayView) override { return {}; }
};

} // namespace

const Description &Manual::description() const {
    static const Description description{"manual"_L1, "Manual"_L1, {}, {{Field::PublicUrl, true}}, {}, {}, {}};
    return description;
}

Result<Launch> Manual::launch(const Target &, const Fields &fields) const {
    QString reason;
    const QByteArray url = http::normalisedPublicUrl(fields.value(Field::PublicUrl), &reason);
    if (!reason.isEmpty())
        return Error{ErrorCode::InvalidInput, reason};
    if (url.isEmpty())
        return Error{ErrorCode::InvalidInput, u"the public URL is missing"_s};
    Launch launch;
    launch.knownUrl = url;
    return launch;
}

std::unique_ptr<Interpreter> Manual::interpreter(const Target &, const Fields &) const {
    return std::make_unique<Silent>();
}

} // namespace offhook::tunnel
