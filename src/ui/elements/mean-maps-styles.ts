/** @file How mean maps look, beyond their gallery. */

import { css } from "lit";

export const meanMapsStyles = css`
  .with-one h2 {
    margin: 0 0 var(--ll-2);
  }
  .with-one .one h2 {
    margin: 0;
  }
  .gallery + h2,
  .picks {
    margin-top: var(--ll-6);
  }
  .with-one .gallery + h2 {
    margin-top: var(--ll-6);
  }
  .caption > :first-child {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .caption > :last-child {
    flex: none;
  }
  .stack {
    display: grid;
    gap: var(--ll-3);
    min-width: 0;
  }
  .picks ul {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: var(--ll-3) var(--ll-2);
    margin: var(--ll-3) 0 0;
    padding: 0;
    list-style: none;
  }
  .picks button {
    display: block;
    width: 100%;
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  .picks img {
    display: block;
    width: 100%;
    border-radius: var(--ll-radius-s);
    image-rendering: pixelated;
  }
  .picks button:hover img {
    outline: 2px solid var(--ll-ink);
    outline-offset: 2px;
  }
  .error {
    color: var(--ll-error-ink);
  }
  limelight-save {
    display: inline-block;
    margin-top: var(--ll-4);
  }
  @container (max-width: 900px) {
    .picks ul {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
  @container (max-width: 720px) {
    .picks ul {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
  @container (max-width: 480px) {
    .with-one .one {
      grid-template-columns: minmax(0, 1fr);
    }
    .with-one .one h2 {
      grid-column: auto;
    }
  }
`;
