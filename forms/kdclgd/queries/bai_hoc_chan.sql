-- Board of the lesson: how the next thing is done.
SELECT c.column3 AS text, c.column4 AS text_en
  FROM (VALUES
    (1, 1, 'Enter mở phiếu tiêu chí 2.3 của Trường THCS Lê Lợi. Bấm Tab đến ô Kết quả của dòng 1a.', 'Enter opens the sheet 2.3 of the school THCS Lê Lợi. Press Tab until you are in Result of row 1a.'),
    (1, 2, 'Gõ: dat. Phím / sang dòng sau; ở dòng 1b cũng gõ: dat. F10 lưu, Esc Esc trở lại đây.', 'Type: dat. The key / goes to the next row; type dat in row 1b, too. F10 saves, Esc Esc comes back here.'),
    (2, 1, 'Enter mở lại phiếu; Tab đến ô Minh chứng của dòng 1a. F9 mở sổ minh chứng: gõ 2.1.01, Enter.', 'Enter opens the sheet again; Tab to Evidence of row 1a. F9 opens the register: type 2.1.01, Enter.'),
    (2, 2, 'Phím ↓ xuống dòng 1b: F9, gõ 2.1.02, Enter. F10 lưu, Esc Esc trở lại.', '↓ goes to row 1b: F9, type 2.1.02, Enter. F10 saves, Esc Esc comes back.'),
    (3, 1, 'Enter; F5, gõ muc hoi dong, Enter: đến ô Mức hội đồng xác định. Máy đã ghi mức tính được là 1; hãy gõ 0.', 'Enter; F5, type level decided, Enter. The level computed, 1, stands there; type 0.'),
    (3, 2, 'Tab: máy đòi lý do. F10 vẫn lưu được, vì phiếu đang viết; dòng cuối cho biết còn mấy lỗi. Esc Esc.', 'Tab: a reason is asked for. F10 saves all the same, since the sheet is being written, and says how many problems are left. Esc Esc.'),
    (4, 1, 'Enter; F8 đến đúng ô lỗi. Gõ lý do, ví dụ: Mới bố trí nhân sự từ tháng 10. F10, Esc Esc.', 'Enter; F8 goes to the field with the problem. Type a reason. F10, Esc Esc.'),
    (5, 1, 'Enter; Alt-t (hoặc Esc rồi t) đổi trạng thái: chọn Đã viết xong, Enter. Có nhắc nhở thì đọc rồi đồng ý.', 'Enter; Alt-t (or Esc and t) changes the state: choose Written, Enter. Read what is remarked, and agree.'),
    (5, 2, 'Esc Esc trở lại.', 'Esc Esc comes back.'),
    (6, 1, 'Trong phiếu bấm Alt-s (In), chọn dạng và tên tệp. Xong thì làm luôn việc 7.', 'In the sheet press Alt-s (Print), choose a form and a file. Then go on with 7.'),
    (7, 1, 'Enter; Alt-t, chọn Cần sửa lại, ghi lý do: phiếu lại sửa được.', 'Enter; Alt-t, choose To be corrected, give a reason: the sheet can be changed again.'),
    (8, 1, 'Xong bài học. Alt-h trên phiếu cho xem lịch sử: ai đã làm gì, lúc nào.', 'The lesson is over. Alt-h on the sheet shows its history: who did what, and when.'),
    (8, 2, 'Học lại: mở phiếu, Alt-x xóa phiếu. Hướng dẫn theo vai: docs/guide.vi.md.', 'Once more: open the sheet, Alt-x deletes it. Guides by role: docs/guide.en.md.')
  ) AS c
 WHERE c.column1 = coalesce((SELECT min(so) FROM v_bai_hoc WHERE NOT xong), 8)
 ORDER BY c.column2
