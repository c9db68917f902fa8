# Payme javoblari: ularni toʻlovchi oʻqiydi.
payme-error-post = POST usuli kerak
payme-error-parse = Soʻrovni oʻqib boʻlmadi
payme-error-envelope = Soʻrovda maydonlar yetishmaydi yoki boshqa turda
payme-error-method = Bunday usul yoʻq
payme-error-forbidden = Huquq yetarli emas
payme-error-system = Tizim xatosi
payme-error-amount = Summa bronga mos emas
payme-error-transaction = Tranzaksiya topilmadi
payme-error-delivered = Tur boshlangan, toʻlovni bekor qilib boʻlmaydi
payme-error-impossible = Amalni bajarib boʻlmaydi
payme-error-busy = Bu bron hozir toʻlanyapti
payme-error-unknown = Bron topilmadi
payme-error-paid = Bron allaqachon toʻlangan
payme-error-over = Bron bekor qilingan yoki muddati tugagan
