#include "ui/compose/send_test_dialog.h"
