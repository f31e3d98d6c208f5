#include "core/account/inventory_loader.h"

#include <QPointer>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;
using Host = RestClient::Host;

const http::Parameters LargePages{{"PageSize", "1000", false}}; // the most there is

/// Keeps itself alive through the callbacks of its lists; each ends in ended().
class Loader : public std::enable_shared_from_this<Loader> {
public:
    Loader(RestClient &client, QObject *guard, std::function<void(int)> progress,
        std::function<void(Result<Inventory>)> done)
        : m_client(&client)
        , m_guard(guard)
        , m_progress(std::move(progress))
        , m_done(std::move(done)) {}

    void start() {
        m_open = 3;
        list(
            Host::Api, u"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json"_s, u"incoming_phone_numbers"_s,
            [this](const QJsonObject &json) { m_inventory.numbers.push_back(phoneNumberFrom(json)); }, &m_error);
        list(
            Host::Api, u"/2010-04-01/Accounts/{account}/Applications.json"_s, u"applications"_s,
            [this](const QJsonObject &json) { m_inventory.applications.push_back(applicationFrom(json)); },
            &m_inventory.applicationsError);
        list(
            Host::Messaging, u"/v1/Services"_s, u"services"_s,
            [this](const QJsonObject &json) { addService(messagingServiceFrom(json)); }, &m_inventory.servicesError);
    }

private:
    void list(Host host, const QString &path, const QString &key, const std::function<void(const QJsonObject &)> &add,
        std::optional<Error> *problem) {
        const auto self = shared_from_this();
        m_client->list(
            host, path, key, LargePages, m_guard,
            [self, add](const QJsonArray &page) {
                for (const QJsonValue &item : page)
                    add(item.toObject());
                if (self->m_progress)
                    self->m_progress(self->known());
            },
            [self, problem](const Result<void> &ended) {
                if (!ended && !*problem)
                    *problem = ended.error();
                self->ended();
            });
    }

    void addService(MessagingService service) {
        const std::size_t at = m_inventory.services.size();
        const QString path = pathOf(ResourceKind::Service, service.sid) + u"/PhoneNumbers"_s;
        m_inventory.services.push_back(std::move(service));
        ++m_open;
        list(
            Host::Messaging, path, u"phone_numbers"_s,
            [this, at](const QJsonObject &json) {
                m_inventory.services[at].numberSids.push_back(json.value("sid"_L1).toString().toUtf8());
            },
            &m_inventory.servicesError);
    }

    [[nodiscard]] int known() const {
        return int(m_inventory.numbers.size() + m_inventory.applications.size() + m_inventory.services.size());
    }

    void ended() {
        if (--m_open > 0 || !m_guard)
            return;
        if (m_error)
            m_done(*m_error);
        else
            m_done(std::move(m_inventory));
    }

    RestClient *m_client;
    QPointer<QObject> m_guard;
    std::function<void(int)> m_progress;
    std::function<void(Result<Inventory>)> m_done;
    Inventory m_inventory;
    std::optional<Error> m_error; ///< of the numbers
    int m_open = 0;               ///< lists that have not ended
};

} // namespace

void loadInventory(RestClient &client, QObject *guard, std::function<void(int)> progress,
    std::function<void(Result<Inventory>)> done) {
    std::make_shared<Loader>(client, guard, std::move(progress), std::move(done))->start();
}

} // namespace offhook::account
