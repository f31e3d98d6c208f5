// Renders the TwiML editor with problems, completion, call tip, find bar and both previews into a folder, light and
// dark, to look at. Usage: respond_gallery FOLDER; QT_SCALE_FACTOR=2 for high resolution. Not a test: nothing is
// compared.
#include "tests/ui/theme_fixture.h"
#include "ui/respond/answer_editor.h"
#include "ui/respond/editor_popup.h"
#include "ui/respond/find_bar.h"
#include "ui/respond/preview_pane.h"
#include "ui/respond/problems_view.h"
#include "ui/respond/twiml_editor.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Menu = R"(<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Say voice="Polly.Joanna">Thanks for calling.</Say>
  <Gather numDigits="1" action="/handle-key"
          finishOnkey="#">
    <Say>Press 1 for sales, 2 for support.</Say>
  </Gather>
  <Redirect>/voice</Redirect>
</Response>
)";

const QByteArray Many = R"(<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <!-- several mistakes -->
  <say>Hello</say>
  <Gather numDigits="one" action="http://localhost/key" input="dtmf speech">
    <Dial>+14155550101</Dial>
  </Gather>
  <Record action="/voicemail" transcribe="yes"/>
  <Hangup/>
  <Say>Never heard</Say>
</Response>
)";

const QByteArray Long = R"(<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Say>Please leave a message after the tone. Press the pound key when you are done.</Say>
  <Pause length="2"/>
  <Gather input="dtmf speech" numDigits="1" action="/handle-key">
    <Say>Press 1 for sales, 2 for support.</Say>
  </Gather>
  <Record action="/voicemail" maxLength="120" recordingStatusCallback="/recording-status"/>
  <Dial timeout="20" action="/dialled">
    <Number statusCallback="/number-status">+14155550101</Number>
    <Client>bob</Client>
  </Dial>
  <Say>Goodbye.</Say>
</Response>
)";

const QByteArray Reply = R"(<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Message>Editing this one live: hi {{FromCity}}!</Message>
</Response>
)";

const QByteArray Replies =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Message>It’s on its way: your order "
    "of twelve candles, two boxes of matches and a holder leaves our house tomorrow.</Message>\n  "
    "<Message to=\"+14155550101\">\n    <Body>Here is the picture 😀</Body>\n    "
    "<Media>https://example.com/pictures/of/candles.jpg</Media>\n  </Message>\n</Response>\n";

class Gallery {
public:
    Gallery(Theme &theme, const QString &folder)
        : m_theme(theme)
        , m_folder(folder) {}

    void render() {
        one(u"menu"_s, Menu, {390, 560});
        one(u"many"_s, Many, {390, 600});
        one(u"long"_s, Long, {390, 760});
        one(u"long-wide"_s, Long, {620, 760});
        one(u"reply"_s, Reply, {390, 520}, true);
        one(u"replies"_s, Replies, {390, 560});
        one(u"json"_s, "{\"a\": 1}\n", {390, 300}, false, "application/json");
        one(u"latin-1"_s, "<Response>\n  <Say>caf\xE9</Say>\n</Response>\n", {390, 420});
        one(u"empty"_s, "<Response/>\n", {390, 420});
        completion();
        finding();
    }

private:
    void show(AnswerEditor &answer, const QByteArray &body, const QByteArray &type, QSize size) {
        answer.resize(size);
        answer.show();
        QSignalSpy done(&answer, &AnswerEditor::analysed);
        answer.setAnswer(u"gallery"_s, body, type);
        if (!QTest::qWaitForWindowExposed(&answer) || (done.isEmpty() && !done.wait()))
            qWarning("nothing to see");
        settle();
    }
    static void settle() {
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
    }
    void save(QWidget &widget, const QString &name) {
        const QString mode = m_theme.isDark() ? u"dark"_s : u"light"_s;
        widget.grab().save(m_folder + u'/' + name + u'-' + mode + u".png"_s);
    }
    void one(const QString &name, const QByteArray &body, QSize size, bool templated = false,
        const QByteArray &type = "text/xml") {
        AnswerEditor answer(m_theme);
        answer.setTemplated(templated);
        if (templated)
            answer.setSample(u"to +1 415 555 0142"_s, {{"FromCity", "NEW YORK"}});
        show(answer, body, type, size);
        save(answer, name);
    }
    void completion() {
        AnswerEditor answer(m_theme);
        show(answer, "<Response>\n  \n</Response>\n", "text/xml", {390, 560});
        answer.editor()->setFocus();
        answer.editor()->jumpTo({13, 13});
        QTest::keyClicks(answer.editor(), u"<"_s);
        settle();
        save(answer, u"completion-verbs"_s);
        QTest::keyClicks(answer.editor(), u"Gather "_s);
        settle();
        save(answer, u"completion-attributes"_s);
        QTest::keyClicks(answer.editor(), u"numDigits=\""_s);
        settle();
        save(answer, u"call-tip"_s);
        QTest::keyClicks(answer.editor(), u"1\" input=\""_s);
        settle();
        save(answer, u"completion-values"_s);
    }
    void finding() {
        AnswerEditor answer(m_theme);
        show(answer, Menu, "text/xml", {390, 560});
        auto *bar = answer.findChild<FindBar *>();
        bar->open(true);
        QTest::keyClicks(bar->find(), u"say"_s);
        settle();
        save(answer, u"find"_s);
    }

    Theme &m_theme;
    QString m_folder;
};

} // namespace

int main(int argc, char **argv) {
    QApplication application(argc, argv);
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"gallery"_s;
    QDir().mkpath(folder);
    ThemeFixture fixture;
    for (const auto mode : {settings::Preferences::Theme::Light, settings::Preferences::Theme::Dark}) {
        fixture.theme.setMode(mode);
        Gallery(fixture.theme, folder).render();
    }
    return 0;
}
