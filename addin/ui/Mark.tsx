/** The product mark: two lines that merge and leave the envelope. Its orange is the only colour that is not Fluent's. */
export const MARK_COLOR = '#D9480F';

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="1" y="4" width="30" height="24" rx="5.5" fill={MARK_COLOR} />
      <path
        d="M6 23.5 16 17l10 6.5M16 17V8.8M11.3 13.3 16 8.6l4.7 4.7"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
