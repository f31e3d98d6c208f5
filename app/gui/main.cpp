#include "app/gui/bench_report.h"
#include "core/base/log.h"
#include "core/http/public_url.h"
#include "core/session/account_access.h"
#include "core/session/session.h"
#include "core/twilio/key_ring.h"
#include "ui/main_window.h"
#include "ui/share/share_controller.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <memory>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <unistd.h>
#endif

namespace {

using namespace Qt::StringLiterals;
using namespace offhook;

void addOptions(QCommandLineParser &parser) {
    parser.setApplicationDescription(u"The desktop workbench for Twilio webhooks."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"workspace"_s,
        u"The workspace to open, or a file of events; the last workspace or the default without it."_s,
        u"[workspace]"_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file; made when it is not there."_s, u"FILE"_s},
        {u"listen"_s, u"Listens on this address and port instead of the workspace's; port 0 takes any free one."_s,
            u"A:P"_s},
        {u"public-url"_s, u"The URL Twilio dials."_s, u"URL"_s},
        {u"read-only"_s, u"Looks without listening or changing anything."_s},
        {u"key-file"_s, u"Reads signing keys from FILE."_s, u"FILE"_s},
        {u"theme"_s, u"system, light or dark, as View does."_s, u"THEME"_s},
        {u"bench-report"_s, u"Measures the window and writes the figures to FILE at exit."_s, u"FILE"_s}});
}

int usageError(const QString &what) {
    std::fputs(QByteArray("offhook: " + what.toLocal8Bit() + '\n').constData(), stderr);
    return 2;
}

std::optional<http::ListenOptions> listenOptions(const QString &text) {
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.first(qMax<qsizetype>(colon, 0));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const uint port = text.mid(colon + 1).toUInt(&ok);
    http::ListenOptions options;
    options.port = quint16(port);
    if (!ok || port > 65535 || !options.address.setAddress(host))
        return {};
    return options;
}

// Ctrl+C in the terminal and SIGTERM close the window like its button does: layout saved, events committed.
void quitOnSignals(QApplication &application) {
#ifdef Q_OS_UNIX
    static int wakePipe[2] = {-1, -1};
    if (::pipe(wakePipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [] {
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(wakePipe[0], &byte, 1);
        QApplication::closeAllWindows();
    });
    const auto handler = [](int) {
        const char byte = 1;
        [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
    };
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, handler);
    std::signal(SIGPIPE, SIG_IGN);
    // A file size limit is a full disk: a write that fails with EFBIG is answered 503; the default would end the
    // program.
    std::signal(SIGXFSZ, SIG_IGN);
#else
    Q_UNUSED(application)
#endif
}

// As the command line does, so that scripts can wait for the window's listener.
void announceListening(Session &session) {
    QObject::connect(&session, &Session::listenerChanged, &session, [&session] {
        if (session.listener().type != ListenerState::Type::Listening)
            return;
        std::fputs(QByteArray("listening on " + session.listener().url().toLatin1() + '\n').constData(), stdout);
        std::fflush(stdout);
    });
}

bool setTheme(ui::Theme &theme, const QString &name) {
    using Mode = settings::Preferences::Theme;
    if (name == "system"_L1)
        theme.setMode(Mode::System);
    else if (name == "light"_L1)
        theme.setMode(Mode::Light);
    else if (name == "dark"_L1)
        theme.setMode(Mode::Dark);
    else
        return false;
    return true;
}

/// A file of events among the arguments, as a double click gives it; empty: none.
QString eventFileOf(const QCommandLineParser &parser) {
    const QString file = parser.positionalArguments().value(0);
    return ui::ShareController::isEventFile(file) ? file : QString();
}

QString workspaceOf(const QCommandLineParser &parser, const settings::Preferences &preferences) {
    if (parser.isSet(u"workspace"_s))
        return parser.value(u"workspace"_s);
    if (!parser.positionalArguments().isEmpty() && eventFileOf(parser).isEmpty())
        return parser.positionalArguments().constFirst();
    const QStringList recent = preferences.recentWorkspaces();
    return recent.isEmpty() || !QFileInfo::exists(recent.constFirst()) ? store::defaultWorkspacePath()
                                                                       : recent.constFirst();
}

} // namespace

int main(int argc, char *argv[]) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(u"Offhook"_s);
    QCoreApplication::setApplicationName(u"Offhook"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(OFFHOOK_VERSION));
    QGuiApplication::setDesktopFileName(u"offhook"_s);
    installLog();

    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    std::optional<http::ListenOptions> listen;
    if (parser.isSet(u"listen"_s) && !(listen = listenOptions(parser.value(u"listen"_s))))
        return usageError(u"--listen wants ADDRESS:PORT, such as 127.0.0.1:8945."_s);
    QString reason;
    const QByteArray publicUrl = http::normalisedPublicUrl(parser.value(u"public-url"_s), &reason);
    if (!reason.isEmpty())
        return usageError(u"--public-url: "_s + reason);

    settings::Preferences preferences;
    KeyStore keys(preferences);
    keys.addFixed(twilio::keysFromEnvironment(), KeyEntry::Origin::Environment);
    if (parser.isSet(u"key-file"_s)) {
        auto fromFile = twilio::keysFromFile(parser.value(u"key-file"_s));
        if (!fromFile)
            return usageError(fromFile.error().detail);
        keys.addFixed(std::move(*fromFile), KeyEntry::Origin::KeyFile);
    }
    Session session(preferences, keys);
    announceListening(session);
    ui::Theme theme(preferences);
    theme.install(application);
    if (parser.isSet(u"theme"_s) && !setTheme(theme, parser.value(u"theme"_s)))
        return usageError(u"--theme wants system, light or dark."_s);
    ui::MainWindow window(session, theme);
    std::unique_ptr<BenchReport> bench;
    if (parser.isSet(u"bench-report"_s))
        bench = std::make_unique<BenchReport>(window, parser.value(u"bench-report"_s));
    if (listen)
        window.setListenOptions(*listen);
    window.show();
    quitOnSignals(application);
    // The window paints before the workspace opens: a slow disk must not look like a program that does not start.
    QTimer::singleShot(0, &window, [&] {
        window.openWorkspace(workspaceOf(parser, preferences),
            parser.isSet(u"read-only"_s) ? store::Access::ReadOnly : store::Access::ReadWrite);
        if (!publicUrl.isEmpty())
            session.setPublicUrl(publicUrl);
        keys.load();
        session.accountAccess().load();
        if (const QString file = eventFileOf(parser); !file.isEmpty())
            window.openEvents(file);
    });
    return QApplication::exec();
}
