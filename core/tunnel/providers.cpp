#include "core/tunnel/providers.h"

#include "core/tunnel/providers/cloudflared.h"
#include "core/tunnel/providers/custom.h"
#include "core/tunnel/providers/devtunnel.h"
#include "core/tunnel/providers/localtunnel.h"
#include "core/tunnel/providers/manual.h"
#include "core/tunnel/providers/ngrok.h"
#include "core/tunnel/providers/ssh.h"
#include "core/tunnel/providers/ssh_relay.h"
#include "core/tunnel/providers/tailscale.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace offhook::tunnel {

using namespace Qt::StringLiterals;

const std::vector<std::unique_ptr<Provider>> &providers() {
    static const std::vector<std::unique_ptr<Provider>> all = [] {
        std::vector<std::unique_ptr<Provider>> list;
        list.push_back(std::make_unique<Ngrok>());
        list.push_back(std::make_unique<Cloudflared>());
        list.push_back(std::make_unique<Ssh>());
        list.push_back(std::make_unique<SshRelay>());
        list.push_back(std::make_unique<Localtunnel>());
        list.push_back(std::make_unique<Devtunnel>());
        list.push_back(std::make_unique<Tailscale>());
        list.push_back(std::make_unique<Custom>());
        list.push_back(std::make_unique<Manual>());
        return list;
    }();
    return all;
}

const Provider *findProvider(QStringView id) {
    for (const auto &provider : providers()) {
        if (provider->description().id == id)
            return provider.get();
    }
    return nullptr;
}

QLatin1StringView fieldName(Field field) {
    switch (field) {
    case Field::Destination:
        return "destination"_L1;
    case Field::RemotePort:
        return "remote-port"_L1;
    case Field::PublicUrl:
        return "public-url"_L1;
    case Field::Domain:
        return "domain"_L1;
    case Field::Name:
        return "name"_L1;
    case Field::Server:
        return "server"_L1;
    case Field::Command:
        return "command"_L1;
    case Field::Pattern:
        return "pattern"_L1;
    case Field::Arguments:
        return "arguments"_L1;
    case Field::Program:
        return "program"_L1;
    }
    return {};
}

std::optional<Field> fieldFrom(QStringView name) {
    for (int i = 0; i < FieldCount; ++i) {
        if (fieldName(Field(i)) == name)
            return Field(i);
    }
    return {};
}

Fields withoutCommands(Fields fields) {
    for (const Field field : {Field::Command, Field::Program, Field::Arguments})
        fields.remove(field);
    return fields;
}

QString findProgram(const QString &program) {
    if (program.contains(u'/')) {
        const QFileInfo file(program);
        return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
    }
    if (const QString found = QStandardPaths::findExecutable(program); !found.isEmpty())
        return found;
    const QString home = QDir::homePath();
    return QStandardPaths::findExecutable(
        program, {home + u"/bin"_s, home + u"/.local/bin"_s, u"/usr/local/bin"_s, u"/snap/bin"_s});
}

} // namespace offhook::tunnel
