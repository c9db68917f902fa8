desk-open = 🗂 Заявки и заказы
desk-open-order = Открыть заявку
desk-home =
    <b>Заявки и заказы</b>

    { $count ->
        [0] Пока ни одной.
        [one] Всего { $count } заявка.
        [few] Всего { $count } заявки.
       *[other] Всего { $count } заявок.
    }
desk-all = Все · { $count }
desk-search = 🔎 Найти
desk-stalled = ⏳ Стоят без движения · { $count }
desk-executors =
    { $count ->
        [0] 🧑‍🏫 Исполнители
       *[other] 🧑‍🏫 Исполнители · новых анкет: { $count }
    }

desk-status-draft = 📝 Черновик
desk-status-submitted = 🆕 Ждёт цену
desk-status-quoted = 💬 Цена у заказчика
desk-status-awaiting-payment = 💳 Ждёт оплаты
desk-status-paid = 💰 Оплачен
desk-status-in-progress = 🛠 В работе
desk-status-delivered = 📦 Сдан
desk-status-changes-requested = ✏️ Доработка
desk-status-disputed = ⚖️ Спор
desk-status-completed = ✅ Завершён
desk-status-refunded = ↩️ Возврат
desk-status-cancelled = ✖️ Отменён
desk-status-expired = ⌛ Истёк
desk-any-status = Любой статус
desk-any-kind = Любой вид помощи
desk-any-age = Любые
desk-anyone = ✖️ Чьи угодно
desk-days = ≥ { $days } дн.
desk-still = стоят от { $days } дн.
desk-of-client = заказчик № { $id }
desk-of-executor = исполнитель (№ { $id })
desk-span-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[other] { $count } дней
    }
desk-span-hours = { $count } ч
desk-span-minutes = { $count } мин

desk-list = <b>Заявки</b> · { $filter }
desk-list-none = Таких нет.
desk-newer = ‹ Новее
desk-older = Старше ›
desk-filter = ⚙️ Фильтр
desk-filter-ask = Что показать? В нижних строках: сколько заявка стоит без движения и вид помощи.
desk-kind-ask = Какой вид помощи?
desk-search-ask = Напишите номер заявки, слова из темы или задания, имя заказчика или исполнителя.
desk-found = По запросу «{ $query }»:
desk-found-more = По запросу «{ $query }» нашлось много, вот самые новые. Можно уточнить запрос.
desk-found-none = По запросу «{ $query }» ничего не нашлось. Попробуйте другие слова.
desk-orders-of-client = 👤 Заказы: { $name }
desk-orders-of-executor = 🧑‍🏫 Работы: { $name }
desk-stalled-title =
    <b>Стоят без движения</b> · { $count }

    Здесь то, что не менялось дольше, чем { $patience }. Сначала те, кто ждёт дольше всех.
desk-stalled-none = Всё движется.

desk-order =
    <b>Заявка № { $id }</b> · { $kind }
    { $status } · без движения { $age }
desk-order-client = 👤 { $name } (№ { $id })
desk-order-executor = 🧑‍🏫 { $name }
desk-executor-name = Исполнитель { $number } · { $name }
desk-order-subject = <b>Предмет:</b> { $text }
desk-order-topic = <b>Тема:</b> { $text }
desk-order-volume = <b>Объём:</b> { $text }
desk-order-details = <b>Задание:</b> { $text }
desk-order-due = <b>Срок:</b> { $day }
desk-order-budget = Бюджет заказчика: { $sum }
desk-order-price = <b>Цена:</b> { $sum }
desk-order-days =
    { $days ->
        [one] Срок работы: { $days } день
        [few] Срок работы: { $days } дня
       *[other] Срок работы: { $days } дней
    }
desk-order-note = Примечание к цене: { $text }
desk-order-paid = Оплачено: { $sum }
desk-order-refunded = Возвращено: { $sum }
desk-order-pay-by = ⏱ Ждём оплату до { $at }
desk-order-accept-by = ⏱ Исполнитель должен ответить до { $at }
desk-order-auto-accept = ⏱ Примется само { $at }
desk-order-warranty = Гарантия до { $at }
desk-order-extension = Исполнитель просит продлить срок до { $day }
desk-order-ended = Причина: { $text }

desk-files = 📎 Файлы · { $count }
desk-deliveries = 📦 Сдано · { $count }
desk-offers = 🏷 Предложения · { $count }
desk-timeline = 🕓 История
desk-money = 💰 Деньги
desk-thread = 💬 Переписка
desk-write-client = ✉️ Заказчику
desk-write-executor = ✉️ Исполнителю
desk-client-card = 👤 Заказчик
desk-executor-card = 🧑‍🏫 Исполнитель
desk-quote = 🏷 Назвать цену
desk-quote-again = 🏷 Изменить цену
desk-assign = 🤝 Назначить
desk-reassign = 🔁 Переназначить
desk-take-away = ✋ Забрать
desk-cancel = ✖️ Отменить
desk-decide = ⚖️ Решить спор
desk-refund = ↩️ Возврат
desk-file-gone = Файл «{ $name }» в Telegram больше не хранится.
desk-delivery =
    <b>Сдача { $number }</b> · { $at }
    { $note }

desk-timeline-title = <b>История заявки № { $id }</b> · { $count }
desk-timeline-row =
    <i>{ $at }</i> · { $who }
    { $what }
desk-who-client = заказчик
desk-version = версия { $number }
desk-back-percent = возврат { $percent } %

audit-order-submitted = заявка отправлена
audit-order-quoted = цена названа
audit-order-quote-accepted = цена принята
audit-order-quote-declined = цена отклонена
audit-order-offered = предложение исполнителя
audit-order-offer-withdrawn = предложение отозвано
audit-order-offer-chosen = предложение выбрано
audit-order-paid = оплата
audit-order-revived = оплата после срока, заказ снова открыт
audit-order-late-money = оплата пришла слишком поздно, деньги возвращаются
audit-order-taken = взят с доски
audit-order-assigned = назначен исполнитель
audit-order-started = работа начата
audit-order-declined = исполнитель отказался
audit-order-accept-timed-out = исполнитель не ответил вовремя
audit-order-taken-away = забран у исполнителя
audit-order-delivered = работа сдана
audit-order-changes-requested = отправлен на доработку
audit-order-accepted = работа принята
audit-order-auto-accepted = принята автоматически
audit-order-extension-asked = просьба о продлении
audit-order-extension-agreed = срок продлён
audit-order-extension-refused = в продлении отказано
audit-order-disputed = открыт спор
audit-order-claimed = претензия по гарантии
audit-order-decided = решение о деньгах
audit-order-cancelled = отменён
audit-order-expired = истёк
audit-order-contacts-masked = контакты в переписке скрыты

desk-money-title =
    <b>Деньги по заявке № { $id }</b>

    Цена: { $price }
    Оплачено: { $paid }, из них бонусами { $bonus }
    Возвращено: { $refunded }
desk-money-split = <b>Где деньги сейчас</b>
desk-money-held = У нас до приёмки: { $sum }
desk-money-executor = Исполнителю: { $sum }
desk-money-income = Платформе: { $sum }
desk-money-back = К возврату: { $sum }
desk-money-parked = Отложено до решения: { $sum }
desk-money-payment = Платёж № { $id }: { $sum }, { $at }
desk-money-refund = Возврат № { $id }: { $sum }, { $status }. { $reason }
desk-refund-status-creating = отправляется
desk-refund-status-pending = у платёжной системы
desk-refund-status-done = выполнен
desk-refund-status-failed = не прошёл
desk-offers-title = <b>Предложения по заявке № { $id }</b> · { $count }
desk-offer =
    { $name } · { $rating }
    { $price }, дней: { $days }
    <i>{ $note }</i>

desk-ask-price = Какая цена у заявки № { $id }? Напишите сумму, валюта { $currency }.
desk-ask-price-now = Сейчас названа: { $sum }
desk-ask-days = За сколько дней сделаем? Число от 1 до { $limit }.
desk-ask-note = Что сказать заказчику вместе с ценой?
desk-no-note = Без примечания
desk-confirm-quote =
    { $days ->
        [one] Отправляем заказчику: <b>{ $price }</b>, { $days } день работы (заявка № { $id })?
        [few] Отправляем заказчику: <b>{ $price }</b>, { $days } дня работы (заявка № { $id })?
       *[other] Отправляем заказчику: <b>{ $price }</b>, { $days } дней работы (заявка № { $id })?
    }
desk-send = ✅ Отправить
desk-change = ✏️ Изменить
desk-tap-please = Нажмите кнопку под вопросом выше или /cancel.
desk-hands = Кому отдать заявку № { $id }? Рядом с именем: сколько работ сейчас и оценка. ⏸ значит, что места пока нет.
desk-hands-none = Исполнителей пока нет. Заявка № { $id } ждёт.
desk-ask-assign =
    Назначить на заявку № { $id }: <b>{ $name }</b>? Сейчас в работе { $hand } из { $limit }.

    На ответ есть { $hours } ч, потом заявка снова станет свободной.
desk-ask-assign-instead = Сейчас её делает { $name }: работа будет у него отозвана.
desk-ask-take-away = Забрать заявку № { $id }? { $name } потеряет её, она снова станет свободной.
desk-ask-cancel = Почему отменяем заявку № { $id }? Заказчик увидит причину.
desk-cancel-back = Заказчику вернётся вся оплата: <b>{ $sum }</b>.
desk-confirm-cancel =
    Отменить заявку № { $id }?

    Причина: { $reason }
desk-dispute =
    <b>Спор по заявке № { $id }</b>

    Под решением: { $sum }
desk-refund-title =
    <b>Возврат по заявке № { $id }</b>

    Оплачено и не возвращено: { $sum }. После решения заказ закроется.
desk-dispute-client =
    <b>Спор открыл заказчик:</b>
    { $text }
desk-dispute-executor =
    <b>Спор открыл исполнитель:</b>
    { $text }
desk-said-client = <i>{ $at }</i>, заказчик: { $text }
desk-said-executor = <i>{ $at }</i>, исполнитель: { $text }
desk-dispute-ask = Какую часть вернуть заказчику?
desk-other-percent = Другой процент
desk-ask-percent = Сколько процентов вернуть заказчику? Число от 0 до 100, можно с дробью: 33,3.
desk-split =
    Заявка № { $id }: вернуть <b>{ $percent } %</b>

    Заказчику: { $back }
    Исполнителю: { $executor }
    Платформе: { $platform }
desk-decide-so = Решить так
desk-ask-reason = Почему такое решение? Обе стороны увидят эти слова.
desk-confirm-reason = Обоснование: { $text }
desk-confirm-decide = ⚖️ Подтвердить решение

desk-executors-title = <b>Исполнители</b> · { $filter } · { $count }
desk-executors-none = Таких нет.
desk-executor-status-draft = пишет анкету
desk-executor-status-applied = 🆕 анкета
desk-executor-status-approved = ✅ работает
desk-executor-status-refused = ✖️ отказ
desk-executor-status-paused = ⏸ пауза
desk-executor =
    <b>{ $name }</b>
    { $status } · анкета от { $applied }

    В работе: { $hand } из { $limit }
    Оценка: { $rating }, отзывов: { $reviews }
    Завершено: { $completed }
    Доля от цены: { $share }
desk-executor-words =
    <b>Предметы:</b> { $subjects }
    <b>Опыт:</b> { $experience }
desk-executor-reason = Причина решения: { $text }
desk-percent = { $percent } %
desk-usual-share = обычная, { $percent } %
desk-samples = 📎 Примеры работ · { $count }
desk-executor-orders = 🗂 Его заказы
desk-approve = ✅ Принять
desk-refuse = ✖️ Отказать
desk-pause = ⏸ Поставить на паузу
desk-resume = ▶️ Вернуть к работе
desk-limit = 🔢 Лимит
desk-share = 🪙 Доля
desk-person-card = 👤 Карточка человека
desk-ask-refuse = Почему отказываем: { $name }? Человек увидит причину. До { $limit } символов.
desk-ask-pause = Почему пауза: { $name }? Человек увидит причину. До { $limit } символов.
desk-ask-limit = Сколько работ можно вести одновременно? Сейчас { $now }, можно от 1 до { $limit }.
desk-ask-share = Какая доля от цены достаётся исполнителю? Напишите процент от 0 до 100. Уже взятых работ это не касается.

desk-digest = <b>Доброе утро!</b> Дела на { $day }
desk-digest-fresh = 🆕 Вчера пришло заявок: { $count }
desk-digest-unpriced = 🏷 Ждут цену: { $count }
desk-digest-unpaid = 💳 Ждут оплаты: { $count }
desk-digest-free = 💰 Оплачены, без исполнителя: { $count }
desk-digest-overdue = ⏰ Просрочены: { $count }
desk-digest-disputed = ⚖️ Споры: { $count }
desk-digest-stalled = ⏳ Стоят без движения: { $count }
desk-digest-sums =
    Вчера пришло: { $received }
    Вчера назначено к возврату: { $returned }

desk-news-head = <b>Заявка № { $id }</b> · { $kind }
desk-news-submitted = Новая заявка ждёт цену.
desk-news-quote-declined = Заказчик не согласился с ценой. Можно назвать другую.
desk-news-paid = Оплачена, исполнителя пока нет.
desk-news-declined = Исполнитель отказался или не ответил. Заявка снова свободна.
desk-news-disputed = Открыт спор. Нужно ваше решение.
desk-news-cancelled = Заказчик отменил заявку.
desk-news-stalled = Стоит без движения.
desk-news-age = Уже { $age }.
desk-news-topic = { $text }

desk-error-gone = Такой заявки нет.
desk-error-moved = Заявка уже изменилась. Откройте её ещё раз.
desk-error-answered = На этот вопрос уже ответили, или он устарел. Откройте заявку ещё раз.
desk-error-full = У этого исполнителя уже столько работ, сколько можно.
desk-error-not-executor = Этот человек сейчас не работает исполнителем.
desk-error-own = Нельзя отдать человеку его собственный заказ.
desk-error-empty = Здесь пусто. Напишите хотя бы слово.
desk-error-long = Слишком длинно: поместится до { $limit } символов.
desk-error-price = Не похоже на цену. Напишите число от 1 до 1 000 000, например 1500 или 1500,50.
desk-error-days = Нужно целое число дней от 1 до { $limit }.
desk-error-percent = Нужен процент от 0 до 100, например 50 или 33,3.
desk-error-paying = Сейчас идёт оплата. Попробуйте через несколько минут.
desk-error-limit = Нужно целое число от 1 до 50.
desk-error-share = Нужен процент от 0 до 100, например 70 или 72,5.
desk-error-executor-gone = Такого исполнителя нет.
desk-error-executor-moved = Тут уже решили иначе. Откройте карточку ещё раз.

desk-funds-open = 💳 Деньги и выплаты
desk-funds =
    <b>Деньги и выплаты</b>

    Здесь то, что ждёт решения: выплаты, платежи, которые ни к чему не подошли, и возвраты, которые не прошли.
desk-payouts-asked = 🆕 Выплаты · { $count }
desk-payouts-approved = 🏦 К оплате · { $count }
desk-payouts-sending = ⏳ Отправляются · { $count }
desk-payouts-over = 🗄 Закрытые
desk-bank-list = 📄 Список для банка (CSV)
desk-payments = 🧾 Платежи
desk-payments-title = <b>Платежи</b>
desk-payments-none = Таких платежей нет.
desk-payment-status-creating = создаётся
desk-payment-status-pending = ждёт оплаты
desk-payment-status-paid = оплачен
desk-payment-status-cancelled = не состоялся
desk-payment-status-parked = отложен
desk-payment-by-yookassa = ЮKassa
desk-payment-by-telegram = Telegram
desk-payment-by-payme = Payme, касса агентства
desk-payment-by-bonus = бонусы
desk-payment =
    <b>Платёж № { $id }</b> · { $sum }
    { $status }

    За что: { $subject }
    Кто: { $name }
    Через: { $provider }
    Начат: { $at }
desk-payment-paid = Оплачен: { $at }
desk-payment-bonus = Ещё бонусами: { $sum }
desk-payment-theirs = Номер у провайдера: <code>{ $id }</code>
desk-parked = ❓ Отложено · { $count }
desk-failed = ⚠️ Возвраты · { $count }
desk-reconcile = 🧮 Сверка за { $days } дн.
desk-parked-title = <b>Отложенные платежи</b>: деньги пришли, но не подошли к заказу.
desk-parked-none = Отложенных платежей нет.
desk-failed-title = <b>Возвраты, которые не прошли</b>
desk-failed-none = Все возвраты прошли.
desk-queue-asked = ждут решения
desk-queue-approved = к оплате
desk-queue-sending = отправляются
desk-queue-over = закрытые
desk-payouts-title = <b>Выплаты</b> · { $queue }
desk-payouts-none = Таких нет.
desk-more = Дальше ›
desk-payout =
    <b>Выплата № { $id }</b> · { $sum }
    { $status }

    Кому: { $name }
    За что: { $purpose }
    { $place }: { $card }
    Запрошена: { $at }
desk-payout-status-asked = 🆕 Ждёт решения
desk-payout-status-approved = 🏦 Одобрена, к оплате
desk-payout-status-sending = ⏳ Отправляется
desk-payout-status-paid = ✅ Выплачена
desk-payout-status-failed = ⚠️ Не прошла
desk-payout-status-rejected = ✖️ Отклонена
desk-payout-status-withdrawn = ↩️ Отозвана
desk-purpose-executor = заработок исполнителя
desk-purpose-bonus = бонусы за приглашения
desk-purpose-agency = деньги агентства
desk-payout-place-card = Карта
desk-payout-place-account = Счёт
desk-payout-reference = Номер в банке: { $text }
desk-payout-problem = Причина: { $text }
desk-payout-approve = ✅ Одобрить
desk-payout-reject = ✖️ Отклонить
desk-payout-paid = 🏦 Оплачена, ввести номер
desk-payout-fail = ⚠️ Банк не принял
desk-ask-payout = Одобрить выплату <b>{ $sum }</b>: { $name }, { $place } { $card }?
desk-ask-payout-reject = Почему отклоняем выплату { $sum } ({ $name })? Человек увидит причину, деньги вернутся на его баланс.
desk-ask-payout-reference = Напишите номер операции в банке: выплата { $sum } ({ $name }).
desk-ask-payout-fail = Что сказал банк о выплате { $sum } ({ $name })? Деньги вернутся на баланс человека.
desk-ask-bank-list = В файле будут полные номера карт. Кто его скачал, запишется в журнал. Прислать?
desk-bank-list-here = Выплат в списке: { $count }. Удалите файл из чата, когда он больше не нужен.
desk-open-payout = Открыть выплату
