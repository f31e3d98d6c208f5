#pragma once

#include "core/account/inventory.h"

#include <functional>

namespace offhook::account {

/// Lists all numbers, TwiML apps and Messaging Services of the client's account, with the numbers of each service.
/// `progress` (optional) hears how many there are so far. `done` runs once, later, unless `guard` or the client died.
/// Fails as the list of numbers does; what else cannot be read is told in the inventory.
void loadInventory(RestClient &client, QObject *guard, std::function<void(int known)> progress,
    std::function<void(Result<Inventory>)> done);

} // namespace offhook::account
